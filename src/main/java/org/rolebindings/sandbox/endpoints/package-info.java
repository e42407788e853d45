/** What the stand-in server does with each request. */
@NullMarked
package org.rolebindings.sandbox.endpoints;

import org.jspecify.annotations.NullMarked;
