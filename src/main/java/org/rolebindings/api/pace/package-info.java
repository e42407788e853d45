/**
 * Limits the rate of requests and the requests in flight, and counts the requests.
 */
@NullMarked
package org.rolebindings.api.pace;

import org.jspecify.annotations.NullMarked;
