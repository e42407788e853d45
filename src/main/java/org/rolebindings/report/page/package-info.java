/**
 * {@code report.html}: a page for a person. What it says is a {@link PageModel}, which
 * any kind of run can fill; its table is written row by row.
 */
@NullMarked
package org.rolebindings.report.page;

import org.jspecify.annotations.NullMarked;
