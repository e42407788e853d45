/** The ledger's tables, and how those of earlier versions are brought to this one. */
@NullMarked
package org.rolebindings.ledger.schema;

import org.jspecify.annotations.NullMarked;
