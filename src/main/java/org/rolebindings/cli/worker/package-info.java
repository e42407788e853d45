/** The command {@code worker}. */
@NullMarked
package org.rolebindings.cli.worker;

import org.jspecify.annotations.NullMarked;
