/** The embedded database: a folder, which one process at a time holds. */
@NullMarked
package org.rolebindings.store.h2;

import org.jspecify.annotations.NullMarked;
