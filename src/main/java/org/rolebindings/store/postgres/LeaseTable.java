package org.rolebindings.store.postgres;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
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
 * The table {@code lease}: which process holds the runs of a target, and until when by
 * the database's clock. Each time that a target gets another holder, its fence becomes
 * higher. One thread at a time uses this.
 */
final class LeaseTable implements AutoCloseable {

	private final DataSource dataSource;

	private @Nullable Connection open;

	private boolean closed;

	/**
	 * What the table says about a target.
	 *
	 * @param holder who has the lease, or {@code null} if that cannot be read
	 * @param renewedAt when the holder renewed it last
	 * @param left how long it lasts, negative if it is over
	 */
	record Entry(@Nullable StateHolder holder, Instant renewedAt, Duration left) {
	}

	/** Does something with a connection. */
	@FunctionalInterface
	private interface Access<T> {

		T use(Connection connection) throws SQLException;

	}

	LeaseTable(DataSource dataSource) {
		this.dataSource = dataSource;
	}

	/**
	 * Takes the lease of a target, unless another process has it.
	 * @param holder this process
	 * @param length how long it lasts
	 * @return its fence, empty if another process has it
	 */
	Optional<Long> take(String target, StateHolder holder, Duration length) throws SQLException {
		return access((connection) -> {
			try (PreparedStatement statement = connection.prepareStatement("""
					INSERT INTO lease (target, fence, holder, renewed_at, expires_at)
					VALUES (?, 1, ?, clock_timestamp(), clock_timestamp() + ? * INTERVAL '1 millisecond')
					ON CONFLICT (target) DO UPDATE SET fence = lease.fence + 1, holder = EXCLUDED.holder,
						renewed_at = EXCLUDED.renewed_at, expires_at = EXCLUDED.expires_at
					WHERE lease.expires_at <= clock_timestamp()
					RETURNING fence
					""")) {
				statement.setString(1, target);
				statement.setString(2, text(holder));
				statement.setLong(3, length.toMillis());
				try (ResultSet results = statement.executeQuery()) {
					return results.next() ? Optional.of(results.getLong(1)) : Optional.empty();
				}
			}
		});
	}

	/**
	 * Renews a lease.
	 * @param fence its fence
	 * @param holder this process
	 * @param length how long it lasts from now on; zero gives it back
	 * @return whether it is still the holder's
	 */
	boolean renew(String target, long fence, StateHolder holder, Duration length) throws SQLException {
		return access((connection) -> {
			try (PreparedStatement statement = connection.prepareStatement("""
					UPDATE lease SET holder = ?, renewed_at = clock_timestamp(),
						expires_at = clock_timestamp() + ? * INTERVAL '1 millisecond'
					WHERE target = ? AND fence = ?
					""")) {
				statement.setString(1, text(holder));
				statement.setLong(2, length.toMillis());
				statement.setString(3, target);
				statement.setLong(4, fence);
				return statement.executeUpdate() == 1;
			}
		});
	}

	/** Returns whether a lease is still that of its holder, and not over. */
	boolean has(String target, long fence) throws SQLException {
		return access((connection) -> {
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
		return access((connection) -> {
			try (PreparedStatement statement = connection.prepareStatement("""
					SELECT holder, renewed_at,
						(EXTRACT(EPOCH FROM expires_at - clock_timestamp()) * 1000)::bigint
					FROM lease WHERE target = ?
					""")) {
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
		return access((connection) -> {
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

	/** After an error the next access connects again. */
	private <T> T access(Access<T> access) throws SQLException {
		if (this.closed) {
			throw new SQLNonTransientConnectionException("The lease is closed", "08003");
		}
		try {
			Connection connection = this.open;
			if (connection == null) {
				connection = this.dataSource.getConnection();
				this.open = connection;
				waitForDisk(connection);
			}
			return access.use(connection);
		}
		catch (SQLException ex) {
			disconnect();
			throw ex;
		}
	}

	/** A fence that a crash of the server takes back could be given to two processes. */
	private static void waitForDisk(Connection connection) throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement(PostgresDatabase.WAIT_FOR_DISK)) {
			boolean unused = statement.execute();
		}
	}

	private static String text(StateHolder holder) {
		return new String(holder.toJson(), StandardCharsets.UTF_8);
	}

	private static @Nullable StateHolder holder(String json) {
		return StateHolder.fromJson(json.getBytes(StandardCharsets.UTF_8));
	}

	/** Nobody can connect again; a thread that is late would leave a connection open. */
	@Override
	public void close() {
		this.closed = true;
		disconnect();
	}

	private void disconnect() {
		Connection connection = this.open;
		this.open = null;
		if (connection != null) {
			try {
				connection.close();
			}
			catch (SQLException ex) {
				// It is of no use any more
			}
		}
	}

}
