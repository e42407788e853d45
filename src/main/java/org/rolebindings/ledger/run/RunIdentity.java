package org.rolebindings.ledger.run;

import org.jspecify.annotations.Nullable;

/**
 * What makes two starts the same run: the file's content, the target, the options that
 * decide what happens to a row, and the claim if the file came through the inbox.
 *
 * @param sha256 the digest of the file's bytes, 64 hexadecimal digits
 * @param target the normalised base URL
 * @param onConflict the value of {@code --on-conflict}
 * @param onInvalid the value of {@code --on-invalid}
 * @param delimiter what separates the fields of the file: one character, named by
 * {@code --delimiter} or found in the file
 * @param map the digest of the map of names, 64 hexadecimal digits, or {@code null} if
 * there is none
 * @param plan the digest of the plan that is applied, 64 hexadecimal digits, or
 * {@code null} if there is none
 * @param claim the claim on a file of the inbox, up to 64 characters, or {@code null}
 * @param task what the run is to do
 */
public record RunIdentity(String sha256, String target, String onConflict, String onInvalid, String delimiter,
		@Nullable String map, @Nullable String plan, @Nullable String claim, RunTask task) {

	/** The identity of an import that a person or a scheduler asked for. */
	public RunIdentity(String sha256, String target, String onConflict, String onInvalid, String delimiter) {
		this(sha256, target, onConflict, onInvalid, delimiter, null, null, null, RunTask.IMPORT);
	}

	/**
	 * The same import, with a map of names.
	 * @param digest the digest of the map, or {@code null} for none
	 * @return the identity that has it
	 */
	public RunIdentity mapping(@Nullable String digest) {
		return new RunIdentity(this.sha256, this.target, this.onConflict, this.onInvalid, this.delimiter, digest,
				this.plan, this.claim, this.task);
	}

	/**
	 * The same import, but according to a plan.
	 * @param plan the digest of the plan
	 * @return the identity that has it
	 */
	public RunIdentity applying(String plan) {
		return new RunIdentity(this.sha256, this.target, this.onConflict, this.onInvalid, this.delimiter, this.map,
				plan, this.claim, this.task);
	}

	/**
	 * The same import, of a file of the inbox.
	 * @param claim the claim on the file
	 * @return the identity that has it
	 */
	public RunIdentity claimed(String claim) {
		return new RunIdentity(this.sha256, this.target, this.onConflict, this.onInvalid, this.delimiter, this.map,
				this.plan, claim, this.task);
	}

	/**
	 * The same file and options for something else than an import.
	 * @param other what is to be done
	 * @return the identity that has it
	 */
	public RunIdentity doing(RunTask other) {
		return new RunIdentity(this.sha256, this.target, this.onConflict, this.onInvalid, this.delimiter, this.map,
				this.plan, this.claim, other);
	}

}
