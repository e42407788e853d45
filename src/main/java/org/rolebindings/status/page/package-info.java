/** The status page, as HTML. */
@NullMarked
package org.rolebindings.status.page;

import org.jspecify.annotations.NullMarked;
