/** The stop switch: any part of the program can stop the run with a reason. */
@NullMarked
package org.rolebindings.stop;

import org.jspecify.annotations.NullMarked;
