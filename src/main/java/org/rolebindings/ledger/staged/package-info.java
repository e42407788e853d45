/** How the rows of a file come into the database. */
@NullMarked
package org.rolebindings.ledger.staged;

import org.jspecify.annotations.NullMarked;
