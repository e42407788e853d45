/** The process: its exit code, signals, standard input and encoding. */
@NullMarked
package org.rolebindings.cli.process;

import org.jspecify.annotations.NullMarked;
