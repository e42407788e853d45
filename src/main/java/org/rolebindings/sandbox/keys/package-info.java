/** Which rights the keys of the stand-in server have, and where. */
@NullMarked
package org.rolebindings.sandbox.keys;

import org.jspecify.annotations.NullMarked;
