package org.rolebindings.store.pace;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;

import javax.sql.DataSource;

import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.BucketExceptions;
import io.github.bucket4j.BucketState64BitsInteger;
import io.github.bucket4j.distributed.BucketProxy;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;

import org.springframework.dao.DataAccessResourceFailureException;

/**
 * The bucket of a rate that processes keep together. A token is the right to send one
 * request at one time. Nothing is saved up. One thread at a time uses this.
 */
public final class RateBucket implements AutoCloseable {

	/** More than any process can send. */
	private static final int HIGHEST = 1_000_000;

	private final KeptConnection connection;

	private final DatabaseClock clock;

	private final TokenGrid grid;

	private final BucketProxy bucket;

	/**
	 * Some tokens. Times are those of this machine's clock.
	 *
	 * @param departures when requests may leave, sorted
	 * @param firstEarned when the bucket has earned the first of them; if others take so
	 * many that this is far ahead, there are not enough for all
	 * @param lastEarned when the bucket has earned the last of them; whoever takes the
	 * next ones before that loses nothing
	 */
	public record Tokens(List<Long> departures, long firstEarned, long lastEarned) {
	}

	/**
	 * Prepares a bucket.
	 * @param dataSource new connections, which give up soon
	 * @param target whose requests are counted
	 * @param perSecond the requests a second, 1 or more
	 * @param nanoClock a clock like {@link System#nanoTime()}
	 */
	RateBucket(DataSource dataSource, String target, int perSecond, LongSupplier nanoClock) {
		this.connection = new KeptConnection(dataSource);
		this.clock = new DatabaseClock(nanoClock);
		this.grid = new TokenGrid(Math.min(perSecond, HIGHEST));
		long id = UUID.nameUUIDFromBytes((perSecond + " " + target).getBytes(StandardCharsets.UTF_8))
			.getMostSignificantBits();
		BucketConfiguration configuration = BucketConfiguration.builder()
			.addLimit((limit) -> limit.capacity(1).refillGreedy(this.grid.perSecond(), TokenGrid.PERIOD))
			.build();
		this.bucket = Bucket4jPostgreSQL.selectForUpdateBasedBuilder(this.connection)
			.table("rate_bucket")
			.idColumn("id")
			.stateColumn("state")
			.expiresAtColumn("expires_at")
			.clientClock(this.clock)
			.build()
			.builder()
			.build(id, () -> configuration);
	}

	/** Returns the most tokens to take at once: those of about 200 ms, at least one. */
	public int mostAtOnce() {
		return this.grid.frame();
	}

	/**
	 * Takes tokens, even if they are earned only later.
	 * @param count how many
	 * @return the tokens
	 * @throws DataAccessResourceFailureException if the database does not answer
	 */
	public Tokens take(int count) {
		try {
			try (Connection open = this.connection.getConnection()) {
				this.clock.read(open);
			}
			BucketState64BitsInteger state = (BucketState64BitsInteger) this.bucket.asVerbose()
				.consumeIgnoringRateLimits(count)
				.getState();
			return tokens(this.grid.lastTaken(state), count);
		}
		catch (SQLException | BucketExceptions.BucketExecutionException ex) {
			this.connection.discard();
			throw new DataAccessResourceFailureException("The rate cannot be shared", ex);
		}
	}

	private Tokens tokens(long last, int count) {
		long first = last - count + 1;
		List<Long> departures = LongStream.rangeClosed(first, last)
			.map((number) -> this.clock.here(this.grid.departure(number)))
			.sorted()
			.boxed()
			.toList();
		return new Tokens(departures, this.clock.here(this.grid.earnedAt(first)),
				this.clock.here(this.grid.earnedAt(last)));
	}

	/** Closes the connection, also while another thread waits for the database. */
	@Override
	public void close() {
		this.connection.close();
	}

}
