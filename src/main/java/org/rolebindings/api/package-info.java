/**
 * The API as this program uses it: its requests and answers, and the rules for retries.
 * The sub-packages hold the HTTP client, the rate and the outage detector.
 */
@NullMarked
package org.rolebindings.api;

import org.jspecify.annotations.NullMarked;
