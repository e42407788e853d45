/** The stop switch: ends a run from anywhere, and says why. */
@NullMarked
package org.rolebindings.stop;

import org.jspecify.annotations.NullMarked;
