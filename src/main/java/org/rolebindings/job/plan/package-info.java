/** Plans an import: predicts its actions without a database and with GETs only. */
@NullMarked
package org.rolebindings.job.plan;

import org.jspecify.annotations.NullMarked;
