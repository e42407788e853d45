package org.rolebindings.report.summary;

import org.jspecify.annotations.Nullable;

/**
 * What the {@code summary.json} of a plan says about the import that was planned.
 *
 * @param kind {@code plan}, if it is one
 * @param file the name of the file
 * @param sha256 the digest of the file
 * @param target the normalised base URL
 * @param options the deciding options
 */
public record PlanSummary(@Nullable String kind, @Nullable String file, @Nullable String sha256,
		@Nullable String target, @Nullable RunOptions options) {

	/** What is not a summary. */
	public static final PlanSummary NONE = new PlanSummary(null, null, null, null, null);

}
