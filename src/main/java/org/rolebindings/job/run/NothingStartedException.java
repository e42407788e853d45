package org.rolebindings.job.run;

import org.rolebindings.stop.StopReason;

/** The import stopped before a run was started, so nothing was posted. */
public final class NothingStartedException extends RuntimeException {

	private final StopReason reason;

	public NothingStartedException(StopReason reason) {
		super(reason.message());
		this.reason = reason;
	}

	/**
	 * Returns why the import stopped.
	 * @return the reason
	 */
	public StopReason reason() {
		return this.reason;
	}

}
