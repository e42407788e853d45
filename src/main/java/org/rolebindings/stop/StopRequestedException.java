package org.rolebindings.stop;

import org.springframework.batch.core.job.JobInterruptedException;

/**
 * A step gives up because the run stops. The cause lets Spring Batch treat this as a stop
 * and not as a failure.
 */
public final class StopRequestedException extends RuntimeException {

	/** Makes the exception with the cause that Spring Batch knows. */
	public StopRequestedException() {
		super(new JobInterruptedException("The run stops."));
	}

}
