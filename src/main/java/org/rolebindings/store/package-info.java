/**
 * The database: who holds it, how commits are forced to the disk, and what its errors
 * mean. It is one of two: the embedded one in a folder, or one of PostgreSQL.
 */
@NullMarked
package org.rolebindings.store;

import org.jspecify.annotations.NullMarked;
