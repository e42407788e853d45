/** What is in the account, read page by page. */
@NullMarked
package org.rolebindings.listing;

import org.jspecify.annotations.NullMarked;
