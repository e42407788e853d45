/**
 * Commands, options, exit codes and progress: what a person or a script sees of the
 * program. Everything that it does is done by the other packages.
 */
@NullMarked
package org.rolebindings.cli;

import org.jspecify.annotations.NullMarked;
