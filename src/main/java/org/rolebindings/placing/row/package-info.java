/**
 * One row on its way: its attempts, its doubts, and why it fails. What attempts it is
 * above.
 */
@NullMarked
package org.rolebindings.placing.row;

import org.jspecify.annotations.NullMarked;
