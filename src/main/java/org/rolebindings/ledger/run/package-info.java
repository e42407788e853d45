/** What is kept of a run: what it is to do, how far it is, and how it ended. */
@NullMarked
package org.rolebindings.ledger.run;

import org.jspecify.annotations.NullMarked;
