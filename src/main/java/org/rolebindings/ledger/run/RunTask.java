package org.rolebindings.ledger.run;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.RunKind;

/**
 * What a run is to do.
 *
 * @param kind IMPORT, UNDO or REVOKE
 * @param undone the run that an undo takes back; {@code null} if it takes a report back,
 * and for the other kinds
 * @param only the digest of the file that limits an undo to its lines, 64 hexadecimal
 * digits, or {@code null} if there is none
 */
public record RunTask(RunKind kind, @Nullable Long undone, @Nullable String only) {

	/** The task of an import. */
	public static final RunTask IMPORT = new RunTask(RunKind.IMPORT, null, null);

	/** The task of a revoke. */
	public static final RunTask REVOKE = new RunTask(RunKind.REVOKE, null, null);

}
