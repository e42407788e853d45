/** The process that holds a run has its rows posted by workers. */
@NullMarked
package org.rolebindings.job.remote.manager;

import org.jspecify.annotations.NullMarked;
