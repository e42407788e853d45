/**
 * A PostgreSQL database, which several machines share. A process holds the runs of one
 * target by a lease.
 */
@NullMarked
package org.rolebindings.store.postgres;

import org.jspecify.annotations.NullMarked;
