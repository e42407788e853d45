/**
 * Requests and answers of the stand-in server: HTTP, JSON, queries, pages and problems.
 */
@NullMarked
package org.rolebindings.sandbox.wire;

import org.jspecify.annotations.NullMarked;
