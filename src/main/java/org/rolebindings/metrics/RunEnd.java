package org.rolebindings.metrics;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.rolebindings.report.summary.RunSummary;

/**
 * The end of a command, or of the import of a file.
 *
 * @param exitCode its exit code, 0 if every row succeeded
 * @param at when it ended
 * @param took how long it took from its start to its end
 * @param summary what its reports say, or {@code null} if there are none
 * @param workers how many other processes took part in the run, 0 if none did
 */
public record RunEnd(int exitCode, Instant at, Duration took, @Nullable RunSummary summary, int workers) {

	boolean isSuccess() {
		return this.exitCode == 0;
	}

}
