package org.rolebindings.job;

import org.springframework.batch.core.job.JobInterruptedException;

/**
 * Something gives up because the run stops. Spring Batch takes its cause for a stop
 * instead of a failure.
 */
final class StopRequestedException extends RuntimeException {

	StopRequestedException() {
		super(new JobInterruptedException("The run stops."));
	}

}
