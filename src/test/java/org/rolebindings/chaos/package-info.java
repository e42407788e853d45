/**
 * The packaged program against a server that does its worst: faults by script, an oracle
 * that knows from a seed what must become of each row, and a comparison of the two.
 */
@NullMarked
package org.rolebindings.chaos;

import org.jspecify.annotations.NullMarked;
