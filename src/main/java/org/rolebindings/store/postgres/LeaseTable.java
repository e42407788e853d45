package org.rolebindings.store.postgres;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.rolebindings.store.StateHolder;

/**
 * The table {@code lease}: which process holds the runs of a target, or a part of a run,
 * and until when by the database's clock. Each time that one of them gets another holder,
 * its fence becomes higher. A lease of a part never outlasts that of its target. One
 * thread at a time uses this.
 */
final class LeaseTable implements AutoCloseable {

	private static final String LEFT = "(EXTRACT(EPOCH FROM expires_at - clock_timestamp()) * 1000)::bigint";

	private final LeaseConnection connection;

	/**
	 * What the table says about a target.
	 *
	 * @param holder who has the lease, or {@code null} if that cannot be read
	 * @param renewedAt when the holder renewed it last
	 * @param left how long it lasts, negative if it is over
	 */
	record Entry(@Nullable StateHolder holder, Instant renewedAt, Duration left) {
	}

	/**
	 * The lease of a target, as that of a part depends on it.
	 *
	 * @param target the target
	 * @param fence the fence of its holder
	 */
	record Whole(String target, long fence) {
	}

	/**
	 * A lease that is granted.
	 *
	 * @param fence its fence
	 * @param lasts how long it lasts from now on
	 */
	record Granted(long fence, Duration lasts) {
	}

	LeaseTable(DataSource dataSource) {
		this.connection = new LeaseConnection(dataSource);
	}

	/**
	 * Takes a lease, unless another process has it.
	 * @param name the target or the part
	 * @param whole the target's lease if it is a part; {@code null} if not
	 * @param holder this process
	 * @param length how long it lasts; that of a part may end earlier
	 * @return the lease, empty if another process has it, or the target has another
	 * holder
	 */
	Optional<Granted> take(String name, @Nullable Whole whole, StateHolder holder, Duration length)
			throws SQLException {
		return this.connection.use((connection) -> {
			try (PreparedStatement statement = connection.prepareStatement("""
					INSERT INTO lease (target, fence, holder, renewed_at, expires_at)
					SELECT ?, 1, ?, clock_timestamp(), expires_at FROM (%s) granted
					WHERE expires_at > clock_timestamp()
					ON CONFLICT (target) DO UPDATE SET fence = lease.fence + 1, holder = EXCLUDED.holder,
						renewed_at = EXCLUDED.renewed_at, expires_at = EXCLUDED.expires_at
					WHERE lease.expires_at <= clock_timestamp()
					RETURNING fence, %s
					""".formatted(end(whole), LEFT))) {
				statement.setString(1, name);
				statement.setString(2, text(holder));
				setEnd(statement, 3, whole, length);
				return granted(statement);
			}
		});
	}

	/**
	 * Renews a lease.
	 * @param name the target or the part
	 * @param whole the target's lease if it is a part; {@code null} if not
	 * @param fence its fence
	 * @param holder this process
	 * @param length how long it lasts from now on; that of a part may end earlier
	 * @return the lease, empty if it, or that of its target, is another process's
	 */
	Optional<Granted> renew(String name, @Nullable Whole whole, long fence, StateHolder holder, Duration length)
			throws SQLException {
		return this.connection.use((connection) -> {
			try (PreparedStatement statement = connection.prepareStatement("""
					UPDATE lease SET holder = ?, renewed_at = clock_timestamp(), expires_at = granted.expires_at
					FROM (%s) granted
					WHERE target = ? AND fence = ?
					RETURNING fence, (EXTRACT(EPOCH FROM lease.expires_at - clock_timestamp()) * 1000)::bigint
					""".formatted(end(whole)))) {
				statement.setString(1, text(holder));
				int next = setEnd(statement, 2, whole, length);
				statement.setString(next, name);
				statement.setLong(next + 1, fence);
				return granted(statement);
			}
		});
	}

	/**
	 * A query for the end of a lease: it has no row if a part's target is not held. The
	 * target cannot be given back before the part has that end.
	 */
	private static String end(@Nullable Whole whole) {
		String end = "clock_timestamp() + ? * INTERVAL '1 millisecond'";
		return (whole == null) ? "SELECT " + end + " AS expires_at" : "SELECT LEAST(" + end
				+ ", w.expires_at) AS expires_at FROM lease w WHERE w.target = ? AND w.fence = ? FOR SHARE";
	}

	private static int setEnd(PreparedStatement statement, int first, @Nullable Whole whole, Duration length)
			throws SQLException {
		statement.setLong(first, length.toMillis());
		if (whole == null) {
			return first + 1;
		}
		statement.setString(first + 1, whole.target());
		statement.setLong(first + 2, whole.fence());
		return first + 3;
	}

	private static Optional<Granted> granted(PreparedStatement statement) throws SQLException {
		try (ResultSet results = statement.executeQuery()) {
			return results.next() ? Optional.of(new Granted(results.getLong(1), Duration.ofMillis(results.getLong(2))))
					: Optional.empty();
		}
	}

	/**
	 * Gives a lease back. That of a target whose parts others still have lasts until
	 * theirs are over.
	 * @param name the target or the part
	 * @param fence its fence
	 * @param parts how the names of its parts begin
	 */
	void giveBack(String name, long fence, String parts) throws SQLException {
		int unused = this.connection.use((connection) -> {
			connection.setAutoCommit(false);
			lock(connection, name);
			try (PreparedStatement statement = connection.prepareStatement("""
					UPDATE lease SET renewed_at = clock_timestamp(), expires_at = GREATEST(clock_timestamp(),
						(SELECT MAX(p.expires_at) FROM lease p WHERE starts_with(p.target, ?)))
					WHERE target = ? AND fence = ?
					""")) {
				statement.setString(1, parts);
				statement.setString(2, name);
				statement.setLong(3, fence);
				int updated = statement.executeUpdate();
				connection.commit();
				connection.setAutoCommit(true);
				return updated;
			}
		});
	}

	/** Waits for parts that are being renewed, so that the next statement sees them. */
	private static void lock(Connection connection, String name) throws SQLException {
		try (PreparedStatement statement = connection
			.prepareStatement("SELECT 1 FROM lease WHERE target = ? FOR NO KEY UPDATE")) {
			statement.setString(1, name);
			boolean unused = statement.execute();
		}
	}

	/** Returns whether a lease is still that of its holder, and not over. */
	boolean has(String target, long fence) throws SQLException {
		return this.connection.use((connection) -> {
			try (PreparedStatement statement = connection.prepareStatement(
					"SELECT 1 FROM lease WHERE target = ? AND fence = ? AND expires_at > clock_timestamp()")) {
				statement.setString(1, target);
				statement.setLong(2, fence);
				try (ResultSet results = statement.executeQuery()) {
					return results.next();
				}
			}
		});
	}

	/** Returns what the table says about a target; empty if nothing. */
	Optional<Entry> read(String target) throws SQLException {
		return this.connection.use((connection) -> {
			try (PreparedStatement statement = connection.prepareStatement("""
					SELECT holder, renewed_at, %s FROM lease WHERE target = ?
					""".formatted(LEFT))) {
				statement.setString(1, target);
				try (ResultSet results = statement.executeQuery()) {
					return results.next() ? Optional.of(entry(results)) : Optional.empty();
				}
			}
		});
	}

	private static Entry entry(ResultSet results) throws SQLException {
		return new Entry(holder(results.getString(1)), results.getObject(2, OffsetDateTime.class).toInstant(),
				Duration.ofMillis(results.getLong(3)));
	}

	/** Returns who has a lease at present. */
	List<StateHolder> holders() throws SQLException {
		return this.connection.use((connection) -> {
			List<StateHolder> holders = new ArrayList<>();
			try (PreparedStatement statement = connection
				.prepareStatement("SELECT holder FROM lease WHERE expires_at > clock_timestamp()");
					ResultSet results = statement.executeQuery()) {
				while (results.next()) {
					StateHolder holder = holder(results.getString(1));
					if (holder != null) {
						holders.add(holder);
					}
				}
			}
			return holders;
		});
	}

	private static String text(StateHolder holder) {
		return new String(holder.toJson(), StandardCharsets.UTF_8);
	}

	private static @Nullable StateHolder holder(String json) {
		return StateHolder.fromJson(json.getBytes(StandardCharsets.UTF_8));
	}

	@Override
	public void close() {
		this.connection.close();
	}

}
