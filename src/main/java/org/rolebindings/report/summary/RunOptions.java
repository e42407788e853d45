package org.rolebindings.report.summary;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import org.rolebindings.ledger.run.RunIdentity;
import org.rolebindings.ledger.run.RunTask;

/**
 * The options that decide the outcome of a row.
 *
 * @param onConflict the value of {@code --on-conflict}, or {@code null} if it does not
 * apply
 * @param onInvalid the value of {@code --on-invalid}, or {@code null} if it does not
 * apply
 * @param delimiter what separates two fields, or {@code null} if no file is read
 * @param map the digest of the map of names, or {@code null} if there is none
 * @param plan the digest of the plan of {@code --plan}, or {@code null} if there is none
 * @param undone the run that an undo takes back, or {@code null}
 * @param only the digest of the file of {@code --only}, or {@code null} if there is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunOptions(@Nullable String onConflict, @Nullable String onInvalid, @Nullable String delimiter,
		@Nullable String map, @Nullable String plan, @Nullable Long undone, @Nullable String only) {

	/** The options of an import. */
	public RunOptions(@Nullable String onConflict, @Nullable String onInvalid, @Nullable String delimiter,
			@Nullable String map, @Nullable String plan) {
		this(onConflict, onInvalid, delimiter, map, plan, null, null);
	}

	/** The options of a command without a map and a plan. */
	public RunOptions(@Nullable String onConflict, @Nullable String onInvalid, String delimiter) {
		this(onConflict, onInvalid, delimiter, null, null);
	}

	/**
	 * Returns the delimiter of the reports as {@code --delimiter} takes it, or
	 * {@code null} if it is a comma, which need not be named.
	 */
	public @Nullable String namedDelimiter() {
		return (this.delimiter == null || this.delimiter.equals(",")) ? null : this.delimiter.replace("\t", "\\t");
	}

	/**
	 * The options of a run. An undo has the delimiter of what it undoes.
	 * @param run what makes it the same run
	 */
	static RunOptions of(RunIdentity run) {
		RunTask task = run.task();
		return switch (task.kind()) {
			case UNDO -> new RunOptions(null, null, run.delimiter(), null, null, task.undone(), task.only());
			case REVOKE -> new RunOptions(null, run.onInvalid(), run.delimiter(), run.map(), null);
			default -> new RunOptions(run.onConflict(), run.onInvalid(), run.delimiter(), run.map(), run.plan());
		};
	}

}
