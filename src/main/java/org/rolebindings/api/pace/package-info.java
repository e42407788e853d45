/**
 * How fast requests may leave: the gate that each request passes, the rate, the requests
 * at a time, and what was counted.
 */
@NullMarked
package org.rolebindings.api.pace;

import org.jspecify.annotations.NullMarked;
