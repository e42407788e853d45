/** What {@code summary.json} says about a run. */
@NullMarked
package org.rolebindings.report.summary;

import org.jspecify.annotations.NullMarked;
