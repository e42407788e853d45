package org.rolebindings.store.postgres;

import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.rolebindings.files.CauseChain;
import org.rolebindings.files.FileProblem;
import org.rolebindings.store.DamagedStateException;
import org.rolebindings.store.DatabaseUrl;
import org.rolebindings.store.HoldLostException;
import org.rolebindings.store.StateHealth;

import org.springframework.core.NestedExceptionUtils;

/** Knows whether a PostgreSQL database still works, and this process may still use it. */
final class PostgresHealth implements StateHealth {

	/**
	 * The classes of SQLSTATE for lost connections, missing resources, a server that
	 * shuts down, system errors and internal ones; also a server that is read-only.
	 */
	private static final Pattern FATAL = Pattern.compile("08...|53...|57P..|58...|F0...|XX...|25006");

	private final DatabaseUrl url;

	private final AtomicReference<@Nullable Throwable> first = new AtomicReference<>();

	/** Set while errors of a thread do not count. */
	private final ThreadLocal<@Nullable Boolean> ignored = new ThreadLocal<>();

	private volatile Supplier<@Nullable HoldLostException> lost = () -> null;

	PostgresHealth(DatabaseUrl url) {
		this.url = url;
	}

	/** Looks at an error of a statement. */
	void see(SQLException ex) {
		if (isFatal(ex) && this.ignored.get() == null) {
			failed(ex);
		}
	}

	static boolean isFatal(SQLException ex) {
		return ex.getSQLState() != null && FATAL.matcher(ex.getSQLState()).matches();
	}

	/**
	 * Sets who knows whether this process has lost its right to use the database. That
	 * explains other failures, like that of a transaction that the server has ended.
	 */
	void askFirst(Supplier<@Nullable HoldLostException> lost) {
		this.lost = lost;
	}

	/** The first failure counts. */
	void failed(Throwable failure) {
		boolean unused = this.first.compareAndSet(null, failure);
	}

	/**
	 * Ignores the errors of a commit, which may be done although its answer is lost.
	 * Other threads go on until that is known.
	 */
	void ignoringErrors(Runnable commit) {
		this.ignored.set(true);
		try {
			commit.run();
		}
		finally {
			this.ignored.remove();
		}
	}

	/** Throws an exception if the database has failed. */
	void requireWorking() throws SQLException {
		Throwable failure = this.first.get();
		if (failure != null) {
			throw new SQLNonTransientConnectionException("The database has failed before", "08003", failure);
		}
	}

	@Override
	public boolean hasFailed() {
		return this.first.get() != null;
	}

	@Override
	public String describe(Throwable failure) {
		Throwable cause = cause(failure);
		HoldLostException lost = CauseChain.find(cause, HoldLostException.class).orElseGet(this.lost);
		if (lost != null) {
			return String.valueOf(lost.getMessage());
		}
		DamagedStateException damaged = CauseChain.find(cause, DamagedStateException.class).orElse(null);
		if (damaged != null) {
			return "The database " + this.url.shown() + " cannot be used: " + damaged.getMessage()
					+ ". Restore it from a backup, or import again into a new one.";
		}
		UncheckedIOException file = CauseChain.find(cause, UncheckedIOException.class).orElse(null);
		if (file != null && file.getCause() != null) {
			return "A temporary file cannot be written: " + FileProblem.reason(file.getCause())
					+ ". Remove the cause; the same command goes on from there.";
		}
		return "The database " + this.url.shown() + " does not work: " + line(cause)
				+ ". Remove the cause; the same command goes on from there.";
	}

	@Override
	public boolean isDamaged(Throwable failure) {
		return CauseChain.find(cause(failure), DamagedStateException.class).isPresent();
	}

	private Throwable cause(Throwable failure) {
		Throwable known = this.first.get();
		return (known != null) ? known : failure;
	}

	/** The first line of what the driver says, without the SQL statement. */
	static String line(Throwable failure) {
		Throwable root = CauseChain.of(failure)
			.filter(SQLException.class::isInstance)
			.reduce((outer, inner) -> inner)
			.orElseGet(() -> NestedExceptionUtils.getMostSpecificCause(failure));
		String line = String.valueOf(root.getMessage()).lines().findFirst().orElse("").strip();
		return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
	}

	@Override
	public List<String> option() {
		return List.of("--database-url", this.url.shown());
	}

}
