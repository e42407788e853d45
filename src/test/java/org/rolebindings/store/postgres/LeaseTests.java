package org.rolebindings.store.postgres;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.store.HoldLostException;
import org.rolebindings.store.StateInUseException;

import org.springframework.jdbc.datasource.DelegatingDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.awaitility.Awaitility.await;

class LeaseTests {

	private static final String TARGET = OpenDatabase.TARGET;

	private static final Duration EXCHANGE = Duration.ofSeconds(30);

	@TempDir
	private Path folder;

	private OpenDatabase database;

	@BeforeEach
	void open() {
		this.database = new OpenDatabase(this.folder);
	}

	@AfterEach
	void close() {
		this.database.close();
	}

	@Test
	void holdTellsOthersWhoHoldsItAndCloseGivesItBack() throws SQLException {
		try (LeaseTable table = this.database.table()) {
			try (Lease lease = this.database.lease()) {
				assertThat(lease.target()).isEmpty();
				assertThat(lease.held()).isNull();
				lease.hold(TARGET, EXCHANGE);
				lease.hold(TARGET, EXCHANGE);
				lease.workingOn(7, "x.csv");
				assertThat(lease.target()).isEqualTo(TARGET);
				assertThat(lease.fence()).isOne();
				assertThat(table.holders()).singleElement()
					.asString()
					.contains("process " + ProcessHandle.current().pid())
					.endsWith("at run 7 of x.csv");
				assertThat(lease.runsOfOthers()).containsExactly(7L);
				assertThatNoException().isThrownBy(() -> lease.requireFor(true));
			}
			assertThat(table.holders()).isEmpty();
			assertThat(table.take(TARGET, null, LeaseTableTests.OTHER, EXCHANGE).map(LeaseTable.Granted::fence))
				.contains(2L);
		}
	}

	@Test
	void holdIsRenewedAsLongAsItIsHeld() throws SQLException {
		try (Lease lease = this.database.lease(); LeaseTable table = this.database.table()) {
			lease.hold(TARGET, EXCHANGE);
			LeaseTable.Entry first = table.read(TARGET).orElseThrow();
			await().until(() -> table.read(TARGET).orElseThrow().renewedAt().isAfter(first.renewedAt()));
			assertThat(table.has(TARGET, 1)).isTrue();
		}
	}

	@Test
	void holdWhenALivingProcessHasItSaysWhichOne() {
		try (Lease first = this.database.lease(); Lease second = this.database.lease()) {
			first.hold(TARGET, EXCHANGE);
			first.workingOn(7, "x.csv");
			assertThatExceptionOfType(StateInUseException.class).isThrownBy(() -> second.hold(TARGET, EXCHANGE))
				.withMessageStartingWith("Another process is working on " + TARGET + " in the database: process "
						+ ProcessHandle.current().pid())
				.withMessageEndingWith("at run 7 of x.csv. Try again when it is done, or have --wait 10m wait for it.");
			assertThat(second.held()).isNull();
			assertThatNoException().isThrownBy(() -> first.requireFor(true));
		}
		assertThat(this.database.notices).isEmpty();
	}

	@Test
	void holdOfAnotherTargetDoesNotWait() {
		try (Lease first = this.database.lease(); Lease second = this.database.lease()) {
			first.hold(TARGET, EXCHANGE);
			second.hold("https://api.eu-west-1a.arize.com", EXCHANGE);
			assertThat(second.fence()).isOne();
		}
	}

	@Test
	void holdWhenItMayWaitTakesTheLeaseOnceItIsGivenBack() {
		try (Lease second = this.database.lease(Duration.ofMinutes(5))) {
			CompletableFuture<Void> waiting;
			try (Lease first = this.database.lease()) {
				first.hold(TARGET, EXCHANGE);
				waiting = CompletableFuture.runAsync(() -> second.hold(TARGET, EXCHANGE), OpenDatabase.NEW_THREAD);
				await().until(() -> !this.database.notices.isEmpty());
				assertThat(waiting).isNotDone();
			}
			assertThat(waiting).succeedsWithin(EXCHANGE);
			assertThat(second.fence()).isEqualTo(2L);
		}
		assertThat(this.database.notices).singleElement().asString().endsWith(". Waiting for it (--wait).");
	}

	@Test
	void holdWhenTheWaitIsGivenUpReturnsWithoutTheLease() {
		AtomicBoolean givenUp = new AtomicBoolean();
		try (Lease first = this.database.lease(); Lease second = this.database.lease(Duration.ofDays(7))) {
			first.hold(TARGET, EXCHANGE);
			CompletableFuture<Boolean> waiting = CompletableFuture
				.supplyAsync(() -> second.hold(TARGET, EXCHANGE, givenUp::get), OpenDatabase.NEW_THREAD);
			await().until(() -> !this.database.notices.isEmpty());
			givenUp.set(true);
			assertThat(waiting).succeedsWithin(EXCHANGE).isEqualTo(false);
			assertThat(second.held()).isNull();
		}
	}

	@Test
	void holdWhenTheHolderGivesNoSignOfLifeTakesTheLeaseOverAtItsEnd() throws SQLException {
		try (LeaseTable table = this.database.table(); Lease lease = this.database.lease()) {
			assertThat(table.take(TARGET, null, LeaseTableTests.OTHER, Duration.ofSeconds(7))).isPresent();
			lease.hold(TARGET, EXCHANGE);
			assertThat(lease.fence()).isEqualTo(2L);
		}
		assertThat(this.database.notices).singleElement()
			.asString()
			.contains("process 4711 on elsewhere",
					"It gives no sign of life, so this process takes over when its " + "lease ends, in ")
			.endsWith("at the latest.");
	}

	@Test
	void requireForWhenAnotherProcessHasTakenOverSaysWhichOne() {
		try (Lease lease = this.database.lease()) {
			lease.hold(TARGET, EXCHANGE);
			this.database.takeOver();
			assertThatExceptionOfType(HoldLostException.class).isThrownBy(() -> lease.requireFor(true))
				.withMessageContaining("another process has taken over: process 4711 on elsewhere")
				.withMessageEndingWith("at run 12 of other.csv. This one has written nothing since, and sends nothing "
						+ "any more. The same command goes on if the other one stops.");
			await().until(this.database.health::hasFailed);
			assertThatExceptionOfType(HoldLostException.class).isThrownBy(() -> lease.requireFor(false));
			assertThat(this.database.health.describe(new IllegalStateException())).contains("process 4711");
		}
		assertThat(this.database.jdbc().queryForObject("SELECT expires_at > now() FROM lease", Boolean.class)).isTrue();
	}

	@Test
	void requireForWhenTheLeaseCannotBeRenewedSaysSo() {
		AtomicBoolean gone = new AtomicBoolean();
		DelegatingDataSource source = new DelegatingDataSource(this.database.leaseSource()) {

			@Override
			public Connection getConnection() throws SQLException {
				if (gone.get()) {
					throw new SQLException("gone", "08001");
				}
				return super.getConnection();
			}

		};
		try (Lease lease = this.database.lease(source, Duration.ZERO)) {
			lease.hold(TARGET, Duration.ofMillis(100));
			gone.set(true);
			this.database.breakConnections();
			assertThatExceptionOfType(HoldLostException.class).isThrownBy(() -> lease.requireFor(true))
				.withMessageStartingWith("The lease on " + TARGET + " in the database could not be renewed in time.");
			assertThatExceptionOfType(HoldLostException.class).isThrownBy(() -> {
				while (true) {
					lease.requireFor(false);
				}
			}).withMessageStartingWith("The lease on " + TARGET + " in the database could not be renewed in time.");
			gone.set(false);
			await().untilAsserted(() -> assertThatNoException().isThrownBy(() -> lease.requireFor(true)));
		}
	}

	@Test
	void takeGiveBackAndTakeAgainHoldsOnePartAtATime() throws SQLException {
		try (Lease manager = this.database.lease();
				Lease worker = this.database.lease();
				Lease other = this.database.lease();
				LeaseTable table = this.database.table()) {
			manager.hold(TARGET, EXCHANGE);
			assertThat(worker.take("7/0/1", TARGET, manager.fence(), EXCHANGE)).isTrue();
			assertThat(worker.target()).isEqualTo("part 7/0/1");
			assertThat(worker.held()).isNotNull()
				.extracting(HeldLease::name, HeldLease::fence, HeldLease::whole)
				.containsExactly("part 7/0/1", 1L, new LeaseTable.Whole(TARGET, manager.fence()));
			assertThatNoException().isThrownBy(() -> worker.requireFor(true));
			assertThatExceptionOfType(IllegalStateException.class).isThrownBy(worker::fence);
			assertThat(other.take("7/0/1", TARGET, manager.fence(), EXCHANGE)).isFalse();
			assertThat(other.target()).isEmpty();
			worker.giveBack();
			assertThat(worker.target()).isEmpty();
			assertThat(worker.held()).isNull();
			assertThat(table.has("part 7/0/1", 1)).isFalse();
			assertThat(other.take("7/0/1", TARGET, manager.fence(), EXCHANGE)).isTrue();
			assertThat(worker.take("7/0/2", TARGET, manager.fence(), EXCHANGE)).isTrue();
			LeaseTable.Entry taken = table.read("part 7/0/2").orElseThrow();
			await().until(() -> table.read("part 7/0/2").orElseThrow().renewedAt().isAfter(taken.renewedAt()));
		}
	}

	@Test
	void takeWithAnOldFenceTakesNothing() {
		try (Lease manager = this.database.lease(); Lease worker = this.database.lease()) {
			manager.hold(TARGET, EXCHANGE);
			assertThat(worker.take("7/0/1", TARGET, manager.fence() + 1, EXCHANGE)).isFalse();
			assertThat(worker.take("7/0/1", "https://api.eu-west-1a.arize.com", manager.fence(), EXCHANGE)).isFalse();
			assertThat(worker.take("7/0/1", TARGET, manager.fence(), EXCHANGE)).isTrue();
		}
	}

	@Test
	void partWhenItsTargetHasAnotherHolderIsLost() {
		try (Lease worker = this.database.lease()) {
			long fence;
			try (Lease manager = this.database.lease()) {
				manager.hold(TARGET, EXCHANGE);
				fence = manager.fence();
				assertThat(worker.take("7/0/1", TARGET, fence, EXCHANGE)).isTrue();
				this.database.jdbc().update("UPDATE lease SET fence = fence + 1 WHERE target = ?", TARGET);
			}
			await().until(this.database.health::hasFailed);
			assertThatExceptionOfType(HoldLostException.class).isThrownBy(() -> worker.requireFor(false));
		}
	}

	@Test
	void closeOfAManagerWhoseWorkersAreStillAtWorkKeepsItsTargetFromOthers() throws SQLException {
		try (Lease worker = this.database.lease(); LeaseTable table = this.database.table()) {
			try (Lease manager = this.database.lease()) {
				manager.hold(TARGET, EXCHANGE);
				manager.workingOn(7, "x.csv");
				assertThat(worker.take("7/0/1", TARGET, manager.fence(), EXCHANGE)).isTrue();
			}
			assertThat(table.take(TARGET, null, LeaseTableTests.OTHER, EXCHANGE)).isEmpty();
			assertThatNoException().isThrownBy(() -> worker.requireFor(true));
			worker.giveBack();
			assertThat(table.read(TARGET).orElseThrow().left()).isLessThanOrEqualTo(EXCHANGE.plus(OpenDatabase.MARGIN));
		}
	}

}
