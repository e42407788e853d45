package org.rolebindings.stop;

import org.springframework.batch.core.job.JobInterruptedException;

/**
 * Something gives up because the run stops. Spring Batch takes its cause for a stop
 * instead of a failure.
 */
public final class StopRequestedException extends RuntimeException {

	public StopRequestedException() {
		super(new JobInterruptedException("The run stops."));
	}

}
