/** What the processes that post the rows of one run tell each other. */
@NullMarked
package org.rolebindings.ledger.remote;

import org.jspecify.annotations.NullMarked;
