/** What the commands that take bindings back share. */
@NullMarked
package org.rolebindings.cli.undo;

import org.jspecify.annotations.NullMarked;
