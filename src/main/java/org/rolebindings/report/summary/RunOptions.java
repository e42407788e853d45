package org.rolebindings.report.summary;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import org.rolebindings.ledger.run.RunIdentity;

/**
 * The options that decide the outcome of a row.
 *
 * @param onConflict the value of {@code --on-conflict}, or {@code null} if it does not
 * apply
 * @param onInvalid the value of {@code --on-invalid}, or {@code null} if it does not
 * apply
 * @param delimiter what separates two fields
 * @param map the digest of the map of names, or {@code null} if there is none
 * @param plan the digest of the plan of {@code --plan}, or {@code null} if there is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunOptions(@Nullable String onConflict, @Nullable String onInvalid, String delimiter,
		@Nullable String map, @Nullable String plan) {

	/** The options of a command without a map and a plan. */
	public RunOptions(@Nullable String onConflict, @Nullable String onInvalid, String delimiter) {
		this(onConflict, onInvalid, delimiter, null, null);
	}

	/**
	 * The options of an import.
	 * @param run what makes it the same run
	 */
	static RunOptions of(RunIdentity run) {
		return new RunOptions(run.onConflict(), run.onInvalid(), run.delimiter(), run.map(), run.plan());
	}

}
