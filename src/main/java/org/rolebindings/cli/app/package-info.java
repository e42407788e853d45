/** The Spring applications behind the commands. */
@NullMarked
package org.rolebindings.cli.app;

import org.jspecify.annotations.NullMarked;
