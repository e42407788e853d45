/**
 * Plans what a command would do, with GETs only. The plan of an import needs no database.
 */
@NullMarked
package org.rolebindings.job.plan;

import org.jspecify.annotations.NullMarked;
