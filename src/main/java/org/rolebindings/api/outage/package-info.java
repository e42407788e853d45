/**
 * Whether the service answers: outages and when they end a run, and the look at the API
 * before a run.
 */
@NullMarked
package org.rolebindings.api.outage;

import org.jspecify.annotations.NullMarked;
