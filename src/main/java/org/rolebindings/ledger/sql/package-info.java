/**
 * How the ledger's values are written in its tables, and the sums that show damage.
 */
@NullMarked
package org.rolebindings.ledger.sql;

import org.jspecify.annotations.NullMarked;
