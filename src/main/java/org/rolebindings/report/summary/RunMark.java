package org.rolebindings.report.summary;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

import org.jspecify.annotations.Nullable;
import org.rolebindings.ledger.Run;

/**
 * What tells a run from all others, also from those of another state, whose numbers may
 * be the same.
 *
 * @param run the run's number
 * @param sha256 the digest of the input file
 * @param target the normalised base URL
 * @param startedAt when the run was first started, in whole milliseconds
 */
public record RunMark(@Nullable Long run, @Nullable String sha256, @Nullable String target,
		@Nullable Instant startedAt) {

	/** What is in a file that is no summary. */
	static final RunMark NONE = new RunMark(null, null, null, null);

	public static RunMark of(Run run) {
		return new RunMark(run.number(), run.identity().sha256(), run.identity().target(),
				run.startedAt().truncatedTo(ChronoUnit.MILLIS));
	}

}
