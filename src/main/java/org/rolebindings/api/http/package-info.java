/**
 * The HTTP client behind {@link org.rolebindings.api.RoleBindingsApi}: connections,
 * time-outs, proxies, certificates and the key.
 */
@NullMarked
package org.rolebindings.api.http;

import org.jspecify.annotations.NullMarked;
