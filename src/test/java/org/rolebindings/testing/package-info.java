/** What tests of several packages share: input files, and a reader of reports. */
@NullMarked
package org.rolebindings.testing;

import org.jspecify.annotations.NullMarked;
