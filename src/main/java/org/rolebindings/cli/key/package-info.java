/** Where the API key comes from, and whether it is accepted. */
@NullMarked
package org.rolebindings.cli.key;

import org.jspecify.annotations.NullMarked;
