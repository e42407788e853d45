/**
 * The posting of one run by several processes: one of them, which holds the run, divides
 * its rows into ranges and tells workers by messages, and the workers post them.
 */
@NullMarked
package org.rolebindings.job.remote;

import org.jspecify.annotations.NullMarked;
