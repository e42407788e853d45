/** The bindings of the stand-in server. */
@NullMarked
package org.rolebindings.sandbox.bindings;

import org.jspecify.annotations.NullMarked;
