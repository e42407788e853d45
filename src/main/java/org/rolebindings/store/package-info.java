/**
 * The database: its folder, who holds it, how commits are forced to the disk, and what
 * its errors mean.
 */
@NullMarked
package org.rolebindings.store;

import org.jspecify.annotations.NullMarked;
