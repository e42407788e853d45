/**
 * The ledger: every run and every row of it with what became of it, in the same database
 * and the same transactions as Spring Batch's own tables. It is the one truth about a
 * run; restarts and reports read nothing else.
 */
@NullMarked
package org.rolebindings.ledger;

import org.jspecify.annotations.NullMarked;
