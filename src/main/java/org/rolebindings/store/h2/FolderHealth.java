package org.rolebindings.store.h2;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.rolebindings.files.CauseChain;
import org.rolebindings.files.FileProblem;
import org.rolebindings.store.DamagedStateException;
import org.rolebindings.store.StateHealth;
import org.rolebindings.store.StateUnwritableException;

import org.springframework.core.NestedExceptionUtils;

/**
 * Knows whether the database still works. H2 closes it at the first error of reading or
 * writing its file. A person has to know that error, and not the many that follow from
 * it.
 */
final class FolderHealth implements StateHealth {

	private static final int GENERAL_ERROR = 50000;

	private static final int FILE_CORRUPTED = 90030;

	/** H2's codes for I/O errors, what is corrupt, and a database that is closed. */
	private static final Set<Integer> FATAL = Set.of(GENERAL_ERROR, FILE_CORRUPTED, 90028, 90031, 90098, 90121);

	private final Path folder;

	private final AtomicReference<@Nullable SQLException> first = new AtomicReference<>();

	private volatile Runnable atFailure = () -> {
	};

	FolderHealth(Path folder) {
		this.folder = folder;
	}

	@Override
	public List<String> option() {
		return List.of("--state", this.folder.toAbsolutePath().normalize().toString());
	}

	/** Looks at an error of a statement. */
	void see(SQLException ex) {
		if (FATAL.contains(ex.getErrorCode()) && this.first.compareAndSet(null, ex)) {
			this.atFailure.run();
		}
	}

	/** Sets what is done as soon as the database has failed. */
	void atFailure(Runnable action) {
		this.atFailure = action;
	}

	/** Throws an exception if the database has failed. */
	void requireWorking() throws SQLException {
		SQLException failure = this.first.get();
		if (failure != null) {
			throw new SQLNonTransientConnectionException(failure.getMessage(), failure.getSQLState(),
					failure.getErrorCode(), failure);
		}
	}

	@Override
	public boolean hasFailed() {
		return this.first.get() != null;
	}

	@Override
	public String describe(Throwable failure) {
		Throwable cause = cause(failure);
		DamagedStateException damaged = damaged(cause);
		if (damaged != null) {
			return DamagedStateException.message(this.folder, String.valueOf(damaged.getMessage()));
		}
		if (isDamage(cause)) {
			return DamagedStateException.message(this.folder, "its database is damaged (" + line(cause) + ")");
		}
		String what = (cause instanceof UncheckedIOException) ? "No file can be written in "
				: "The database does not work in ";
		return what + this.folder + ": " + line(cause) + ". Remove the cause; the same command goes on from there.";
	}

	@Override
	public boolean isDamaged(Throwable failure) {
		Throwable cause = cause(failure);
		return damaged(cause) != null || isDamage(cause);
	}

	/** If the database has failed, its first error is the cause of all others. */
	private Throwable cause(Throwable failure) {
		SQLException broken = this.first.get();
		return (broken != null) ? broken : failure;
	}

	private static @Nullable DamagedStateException damaged(Throwable failure) {
		return CauseChain.find(failure, DamagedStateException.class).orElse(null);
	}

	/**
	 * The exception for an undamaged state that cannot be written before a run starts.
	 */
	StateUnwritableException unwritable(Throwable failure) {
		return new StateUnwritableException(describe(failure), failure);
	}

	/** Whether reading or writing the file failed, for instance on a full disk. */
	static boolean isUnwritable(Throwable failure) {
		IOException io = inputOutput(failure);
		return io != null && !(io instanceof EOFException);
	}

	/** Whether the content of the file is damaged. */
	static boolean isDamage(Throwable failure) {
		IOException io = inputOutput(failure);
		if (io != null) {
			return io instanceof EOFException;
		}
		int code = CauseChain.of(failure)
			.mapToInt((cause) -> (cause instanceof SQLException sql) ? sql.getErrorCode() : 0)
			.filter((number) -> number != 0)
			.findFirst()
			.orElse(0);
		return code == GENERAL_ERROR || code == FILE_CORRUPTED;
	}

	/** The error of a batch has its reason as the next exception, not as its cause. */
	private static @Nullable IOException inputOutput(Throwable failure) {
		IOException io = null;
		for (Throwable cause : CauseChain.of(failure).toList()) {
			io = (cause instanceof IOException ex) ? ex : io;
			if (cause instanceof BatchUpdateException batch && batch.getNextException() != null) {
				IOException next = inputOutput(batch.getNextException());
				io = (next != null) ? next : io;
			}
		}
		return io;
	}

	/** The first line of the root cause, without the SQL statement. */
	static String line(Throwable failure) {
		IOException io = inputOutput(failure);
		String message = (io != null) ? FileProblem.reason(io)
				: String.valueOf(NestedExceptionUtils.getMostSpecificCause(failure).getMessage());
		String line = message.lines().findFirst().orElse("").strip();
		return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
	}

}
