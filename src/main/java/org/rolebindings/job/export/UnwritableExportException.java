package org.rolebindings.job.export;

import java.io.IOException;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Quoting;
import org.rolebindings.files.FileProblem;

/** The file of an export cannot be written. The message says which and why. */
public final class UnwritableExportException extends RuntimeException {

	private final boolean begun;

	private UnwritableExportException(Path file, String reason, boolean begun, @Nullable Throwable cause) {
		super(Quoting.legible(file.toString(), Integer.MAX_VALUE) + " cannot be written: " + reason
				+ (begun ? ". What was there before is still there. Remove the cause, and give the same command again."
						: ". Nothing was sent. Remove the cause, or name another file."),
				cause);
		this.begun = begun;
	}

	static UnwritableExportException before(Path file, String reason) {
		return new UnwritableExportException(file, reason, false, null);
	}

	static UnwritableExportException before(Path file, IOException cause) {
		return new UnwritableExportException(file, FileProblem.reason(cause), false, cause);
	}

	static UnwritableExportException after(Path file, IOException cause) {
		return new UnwritableExportException(file, FileProblem.reason(cause), true, cause);
	}

	/** Returns whether the account was listed already. */
	public boolean isBegun() {
		return this.begun;
	}

}
