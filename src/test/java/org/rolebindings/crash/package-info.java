/**
 * Tests that no death of the process loses, repeats or mistakes a row. An import is
 * recorded, and started again on what it would have left at each of its writes and
 * requests. The packaged program is killed when it gives a sign of how far it is, and at
 * random moments, and started again by the same command. The reports and the account are
 * compared with what an undisturbed run leaves.
 */
@NullMarked
package org.rolebindings.crash;

import org.jspecify.annotations.NullMarked;
