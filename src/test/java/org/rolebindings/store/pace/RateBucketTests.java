package org.rolebindings.store.pace;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongSupplier;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rolebindings.store.pace.RateBucket.Tokens;
import org.rolebindings.testing.TestDatabase;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests for {@link RateBucket} on PostgreSQL, with processes whose clocks differ. */
@Timeout(120)
class RateBucketTests {

	private static final long SECOND = Duration.ofSeconds(1).toNanos();

	private static final long HOUR = Duration.ofHours(1).toNanos();

	@TempDir
	private Path folder;

	private TestPace pace;

	private String url;

	@BeforeEach
	void open() {
		this.url = TestDatabase.postgresUrl(this.folder.resolve("state"));
		this.pace = new TestPace(this.url);
	}

	/** A process whose clock is ahead. */
	private record Client(RateBucket bucket, long ahead) {

		private List<Long> take(int count) {
			return this.bucket.take(count).departures().stream().map((departure) -> departure - this.ahead).toList();
		}

	}

	private Client process(int perSecond, long ahead) {
		LongSupplier clock = () -> System.nanoTime() + ahead;
		return new Client(this.pace.database(clock).bucket(TestPace.TARGET, perSecond), ahead);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 7, 150, 1_000 })
	void takeByFourProcessesGivesNoSecondMoreThanTheRate(int perSecond) {
		List<Client> processes = List.of(process(perSecond, 0), process(perSecond, HOUR), process(perSecond, -HOUR),
				process(perSecond, Long.MAX_VALUE - System.nanoTime() - SECOND / 10));
		Random random = new Random(perSecond);
		List<Long> departures = new ArrayList<>();
		for (int i = 0; i < 80; i++) {
			Client process = processes.get(random.nextInt(4));
			departures.addAll(process.take(1 + random.nextInt(process.bucket().mostAtOnce())));
		}
		processes.forEach((process) -> process.bucket().close());
		departures.sort(null);
		// A request may leave 5 ms after its time
		long lateness = Duration.ofMillis(5).toNanos();
		for (int i = perSecond; i < departures.size(); i++) {
			assertThat(departures.get(i) - departures.get(i - perSecond)).isGreaterThanOrEqualTo(SECOND + lateness);
		}
		double seconds = (departures.get(departures.size() - 1) - departures.get(0)) / (double) SECOND;
		assertThat((departures.size() - 1) / seconds).isGreaterThan(0.5 * perSecond);
	}

	@Test
	void takeWhenAProcessDiesWithTokensGivesThemToNobody() {
		Client dying = process(100, 0);
		List<Long> lost = dying.take(20);
		dying.bucket().close();
		Client other = process(100, HOUR);
		List<Long> all = new ArrayList<>(lost);
		all.addAll(other.take(20));
		other.bucket().close();
		all.sort(null);
		for (int i = 1; i < all.size(); i++) {
			assertThat(all.get(i) - all.get(i - 1)).as("about 10 ms").isGreaterThan(SECOND / 200);
		}
	}

	@Test
	void takeOfAnUnusedBucketHasNothingSavedUp() {
		RateBucket bucket = this.pace.database().bucket(TestPace.TARGET, 100);
		long now = System.nanoTime();
		Tokens tokens = bucket.take(20);
		bucket.close();
		assertThat(tokens.departures().get(0)).isGreaterThan(now - SECOND / 100);
		assertThat(tokens.departures().get(19) - tokens.departures().get(0)).isGreaterThan(SECOND * 19 / 100);
	}

	@Test
	void takeWhenAnotherProcessFreezesWithTheLockGoesOn() throws SQLException {
		RateBucket bucket = this.pace.database().bucket(TestPace.TARGET, 100);
		assertThat(bucket.take(1).departures()).hasSize(1);
		try (KeptConnection kept = new KeptConnection(new DriverManagerDataSource(this.url))) {
			Connection frozen = kept.getConnection();
			frozen.setAutoCommit(false);
			try (Statement statement = frozen.createStatement()) {
				statement.execute("SELECT * FROM rate_bucket FOR UPDATE");
			}
			assertThat(bucket.take(1).departures()).as("the server ends the frozen one").hasSize(1);
		}
		bucket.close();
	}

	@Test
	void takeWhenTheConnectionBreaksConnectsAgain() {
		RateBucket bucket = this.pace.database().bucket(TestPace.TARGET, 100);
		assertThat(bucket.take(1).departures()).hasSize(1);
		this.pace.jdbc()
			.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
					+ " WHERE datname = current_database() AND pid <> pg_backend_pid()");
		assertThatExceptionOfType(DataAccessResourceFailureException.class).isThrownBy(() -> bucket.take(1));
		assertThat(bucket.take(2).departures()).hasSize(2);
		bucket.close();
		assertThatExceptionOfType(DataAccessResourceFailureException.class).isThrownBy(() -> bucket.take(1));
	}

	@Test
	void takeOfAnotherTargetOrRateIsIndependent() {
		RateBucket one = this.pace.database().bucket(TestPace.TARGET, 10);
		for (int i = 0; i < 50; i++) {
			one.take(4);
		}
		RateBucket other = this.pace.database().bucket("https://api.eu-west-1a.arize.com", 10);
		RateBucket faster = this.pace.database().bucket(TestPace.TARGET, 20);
		long debt = one.take(1).lastEarned();
		assertThat(debt - other.take(1).lastEarned()).isGreaterThan(10 * SECOND);
		assertThat(debt - faster.take(1).lastEarned()).isGreaterThan(10 * SECOND);
		one.close();
		other.close();
		faster.close();
	}

}
