/** What the page of an import or a validation says. */
@NullMarked
package org.rolebindings.report.run;

import org.jspecify.annotations.NullMarked;
