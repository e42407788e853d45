package org.rolebindings.report.summary;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

import org.jspecify.annotations.Nullable;
import org.rolebindings.ledger.run.Run;

/**
 * What distinguishes a run from all others, also from a run of another state with the
 * same number.
 *
 * @param run the run's number
 * @param sha256 the digest of the input file
 * @param target the normalised base URL
 * @param startedAt when the run was first started, in whole milliseconds
 */
public record RunMark(@Nullable Long run, @Nullable String sha256, @Nullable String target,
		@Nullable Instant startedAt) {

	/** The mark of a file that is not a summary. */
	static final RunMark NONE = new RunMark(null, null, null, null);

	public static RunMark of(Run run) {
		return new RunMark(run.number(), run.identity().sha256(), run.identity().target(),
				run.startedAt().truncatedTo(ChronoUnit.MILLIS));
	}

}
