/** Lists the bindings of the account, page by page. */
@NullMarked
package org.rolebindings.listing;

import org.jspecify.annotations.NullMarked;
