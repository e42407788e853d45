/** What runs did in the course of time, for the plots of the reports. */
@NullMarked
package org.rolebindings.ledger.sample;

import org.jspecify.annotations.NullMarked;
