/** What {@code watch} does with each file, and what it says about that. */
@NullMarked
package org.rolebindings.cli.watch;

import org.jspecify.annotations.NullMarked;
