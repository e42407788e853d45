/**
 * Detects outages and stops the run if one lasts too long. Checks the API before a run.
 */
@NullMarked
package org.rolebindings.api.outage;

import org.jspecify.annotations.NullMarked;
