package org.rolebindings.ledger.run;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * One import of one file to one target.
 *
 * @param number the run's own number, counted from 1
 * @param status how far it has come
 * @param identity what identifies it when it is started again
 * @param fileName the file's name at the run's first start
 * @param header the names of the columns that the reports repeat, as comma-separated text
 * after a byte-order mark if the file begins with one
 * @param reportFolder the name of its folder below the reports folder
 * @param startedAt when it was first started
 * @param endedAt when it ended or stopped, or {@code null} while it runs
 * @param resumes how often it was resumed
 * @param position how far its file is in the ledger
 * @param totals what it sent so far, over all starts
 * @param request how it was asked for
 */
public record Run(long number, RunStatus status, RunIdentity identity, String fileName, String header,
		String reportFolder, Instant startedAt, @Nullable Instant endedAt, int resumes, RunPosition position,
		RunTotals totals, RunRequest request) {

	/**
	 * Whether the run is unfinished, so that another start may resume it.
	 * @return {@code true} while it runs, after a crash and after a stop
	 */
	public boolean isUnfinished() {
		return this.status == RunStatus.RUNNING || this.status == RunStatus.STOPPED;
	}

}
