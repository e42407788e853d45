package org.rolebindings.job.remote.pace;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.api.SideThread;
import org.rolebindings.stop.SendingStoppedException;
import org.rolebindings.stop.StopReason;
import org.rolebindings.stop.StopSwitch;
import org.rolebindings.store.pace.PaceDatabase;
import org.rolebindings.store.pace.TestPace;
import org.rolebindings.testing.TestDatabase;

import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests for {@link WorkerRate} on PostgreSQL. */
@Timeout(120)
class WorkerRateTests {

	private static final int RATE = 50;

	@TempDir
	private Path folder;

	private final StopSwitch stop = new StopSwitch();

	private TestPace pace;

	private Switchable dataSource;

	private WorkerRate rate;

	/** Connections to a database that may be away. */
	private static final class Switchable extends DriverManagerDataSource {

		private volatile boolean away;

		private final AtomicInteger refused = new AtomicInteger();

		private Switchable(String url) {
			super(url);
		}

		@Override
		public Connection getConnection() throws SQLException {
			if (this.away) {
				this.refused.incrementAndGet();
				throw new SQLException("away", "08001");
			}
			return super.getConnection();
		}

	}

	@BeforeEach
	void open() {
		String url = TestDatabase.postgresUrl(this.folder.resolve("state"));
		this.pace = new TestPace(url);
		this.dataSource = new Switchable(url);
		this.rate = new WorkerRate(new PaceDatabase(this.dataSource), TestPace.TARGET, RATE, this.stop);
	}

	@AfterEach
	void close() {
		this.rate.close();
	}

	@Test
	void awaitBySeveralWorkersTakesAsLongAsTheRateSays() throws InterruptedException {
		long begun = System.nanoTime();
		List<WorkerRate> workers = new ArrayList<>(List.of(this.rate));
		for (int i = 0; i < 3; i++) {
			workers.add(new WorkerRate(this.pace.database(), TestPace.TARGET, RATE, this.stop));
		}
		List<SideThread<Void>> senders = new ArrayList<>();
		for (int i = 0; i < RATE + 1; i++) {
			senders.add(SideThread.run(workers.get(i % 4)::await));
		}
		for (SideThread<Void> sender : senders) {
			sender.get();
		}
		assertThat(System.nanoTime() - begun).isGreaterThan(1_000_000_000L);
		workers.forEach(WorkerRate::close);
	}

	@Test
	void awaitWhenTheDatabaseGoesAwayWaitsUntilItIsBack() throws InterruptedException {
		this.rate.await();
		this.dataSource.away = true;
		disconnect();
		SideThread<Void> sender = SideThread.run(() -> {
			for (int i = 0; i < RATE; i++) {
				this.rate.await();
			}
		}).await(() -> this.dataSource.refused.get() > 1);
		assertThat(sender.isDone()).isFalse();
		this.dataSource.away = false;
		sender.get();
	}

	private void disconnect() {
		this.pace.jdbc()
			.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
					+ " WHERE datname = current_database() AND pid <> pg_backend_pid()");
	}

	@Test
	void awaitWhenStoppedEndsForAllThatWait() throws InterruptedException {
		this.dataSource.away = true;
		SideThread<Void> one = SideThread.run(this.rate::await).awaitWaiting();
		SideThread<Void> another = SideThread.run(this.rate::await).awaitWaiting();
		this.stop.stop(StopReason.FAILURE);
		assertThatExceptionOfType(SendingStoppedException.class).isThrownBy(one::get);
		assertThatExceptionOfType(SendingStoppedException.class).isThrownBy(another::get);
		assertThatExceptionOfType(SendingStoppedException.class).isThrownBy(this.rate::await);
	}

	@Test
	void awaitWhenClosedEnds() throws InterruptedException {
		this.dataSource.away = true;
		SideThread<Void> sender = SideThread.run(this.rate::await).awaitWaiting();
		this.rate.close();
		assertThatExceptionOfType(SendingStoppedException.class).isThrownBy(sender::get);
	}

	@Test
	void awaitWhenInterruptedEndsAndStaysInterrupted() throws InterruptedException {
		this.dataSource.away = true;
		SideThread<Boolean> sender = SideThread.start(() -> {
			assertThatExceptionOfType(SendingStoppedException.class).isThrownBy(this.rate::await);
			return Thread.currentThread().isInterrupted();
		}).awaitWaiting();
		sender.interrupt();
		assertThat(sender.get()).isTrue();
	}

}
