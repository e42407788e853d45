package org.rolebindings.store.postgres;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.store.StateHolder;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

class LeaseTableTests {

	static final StateHolder OTHER = new StateHolder(4711, "elsewhere", Instant.parse("2026-03-01T08:00:00Z"), 12L,
			"other.csv");

	private static final StateHolder THIS = StateHolder.thisProcess();

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private static final String TARGET = OpenDatabase.TARGET;

	private static final String PART = "part 7/0/3";

	private static final LeaseTable.Whole WHOLE = new LeaseTable.Whole(TARGET, 1);

	@TempDir
	private Path folder;

	private OpenDatabase database;

	private LeaseTable table;

	@BeforeEach
	void open() {
		this.database = new OpenDatabase(this.folder);
		this.table = this.database.table();
	}

	@AfterEach
	void close() {
		this.table.close();
		this.database.close();
	}

	@Test
	void takeWhenNobodyHasItTakesIt() throws SQLException {
		assertThat(this.table.take(TARGET, null, OTHER, MINUTE).map(LeaseTable.Granted::fence)).contains(1L);
		assertThat(this.table.has(TARGET, 1)).isTrue();
		LeaseTable.Entry entry = this.table.read(TARGET).orElseThrow();
		assertThat(entry.holder()).isEqualTo(OTHER);
		assertThat(entry.left()).isBetween(Duration.ofSeconds(30), MINUTE);
		assertThat(this.table.holders()).containsExactly(OTHER);
	}

	@Test
	void takeWhenAnotherProcessHasItTakesNothing() throws SQLException {
		assertThat(this.table.take(TARGET, null, OTHER, MINUTE)).isPresent();
		assertThat(this.table.take(TARGET, null, THIS, MINUTE)).isEmpty();
		assertThat(this.table.read(TARGET).orElseThrow().holder()).isEqualTo(OTHER);
	}

	@Test
	void takeWhenItIsOverByTheDatabasesClockTakesItWithAHigherFence() throws SQLException {
		assertThat(this.table.take(TARGET, null, OTHER, MINUTE)).isPresent();
		this.database.jdbc().update("UPDATE lease SET expires_at = clock_timestamp()");
		assertThat(this.table.has(TARGET, 1)).isFalse();
		assertThat(this.table.take(TARGET, null, THIS, MINUTE).map(LeaseTable.Granted::fence)).contains(2L);
		assertThat(this.table.has(TARGET, 1)).isFalse();
		assertThat(this.table.has(TARGET, 2)).isTrue();
		assertThat(this.table.renew(TARGET, null, 1, OTHER, MINUTE)).isEmpty();
		assertThat(this.table.holders()).containsExactly(THIS);
	}

	@Test
	void takeOfAnotherTargetTakesIt() throws SQLException {
		assertThat(this.table.take(TARGET, null, OTHER, MINUTE).map(LeaseTable.Granted::fence)).contains(1L);
		assertThat(
				this.table.take("https://api.eu-west-1a.arize.com", null, THIS, MINUTE).map(LeaseTable.Granted::fence))
			.contains(1L);
		assertThat(this.table.holders()).containsExactlyInAnyOrder(OTHER, THIS);
	}

	@Test
	void renewWhenItIsOverAndNobodyHasTakenItTakesItBack() throws SQLException {
		assertThat(this.table.take(TARGET, null, THIS, MINUTE)).isPresent();
		this.database.jdbc().update("UPDATE lease SET expires_at = clock_timestamp()");
		assertThat(this.table.renew(TARGET, null, 1, THIS.at(3, "x.csv"), MINUTE)).isPresent();
		assertThat(this.table.has(TARGET, 1)).isTrue();
		assertThat(this.table.holders()).containsExactly(THIS.at(3, "x.csv"));
	}

	@Test
	void giveBackLetsAnotherTakeIt() throws SQLException {
		assertThat(this.table.take(TARGET, null, OTHER, MINUTE)).isPresent();
		this.table.giveBack(TARGET, 1, "part 1/");
		assertThat(this.table.holders()).isEmpty();
		assertThat(this.table.take(TARGET, null, THIS, MINUTE).map(LeaseTable.Granted::fence)).contains(2L);
	}

	@Test
	void readWhenTheHolderCannotBeReadReturnsNoHolder() throws SQLException {
		assertThat(this.table.take(TARGET, null, OTHER, MINUTE)).isPresent();
		this.database.jdbc().update("UPDATE lease SET holder = 'not JSON'");
		assertThat(this.table.read(TARGET).orElseThrow().holder()).isNull();
		assertThat(this.table.holders()).isEmpty();
	}

	@Test
	void readWhenThereIsNoLeaseReturnsNothing() throws SQLException {
		assertThat(this.table.read(TARGET)).isEmpty();
		assertThat(this.table.has(TARGET, 1)).isFalse();
	}

	@Test
	void hasAfterAnErrorConnectsAgain() throws SQLException {
		assertThat(this.table.take(TARGET, null, THIS, MINUTE)).isPresent();
		this.database.breakConnections();
		assertThatExceptionOfType(SQLException.class).isThrownBy(() -> this.table.has(TARGET, 1));
		assertThat(this.table.has(TARGET, 1)).isTrue();
	}

	@Test
	void hasAfterTheEndDoesNotConnectAgain() throws SQLException {
		assertThat(this.table.take(TARGET, null, THIS, MINUTE)).isPresent();
		this.table.close();
		assertThatExceptionOfType(SQLException.class).isThrownBy(() -> this.table.has(TARGET, 1));
	}

	@Test
	void takeOfAPartNeverOutlastsItsTarget() throws SQLException {
		assertThat(this.table.take(TARGET, null, OTHER, MINUTE)).isPresent();
		Duration lasts = this.table.take(PART, WHOLE, THIS, Duration.ofHours(1)).orElseThrow().lasts();
		assertThat(lasts).isBetween(Duration.ofSeconds(30), MINUTE);
		assertThat(this.table.renew(PART, WHOLE, 1, THIS, Duration.ofHours(1)).orElseThrow().lasts())
			.isLessThanOrEqualTo(MINUTE);
		assertThat(outlasting()).isZero();
		assertThat(this.table.renew(TARGET, null, 1, OTHER, Duration.ofHours(2))).isPresent();
		assertThat(this.table.renew(PART, WHOLE, 1, THIS, Duration.ofHours(1)).orElseThrow().lasts())
			.isBetween(Duration.ofMinutes(50), Duration.ofHours(1));
	}

	/** How many leases of parts end after that of their target. */
	private int outlasting() {
		Integer count = this.database.jdbc()
			.queryForObject("SELECT COUNT(*) FROM lease p, lease w WHERE p.target LIKE 'part %' AND w.target = ? "
					+ "AND p.expires_at > GREATEST(w.expires_at, clock_timestamp())", Integer.class, TARGET);
		return (count != null) ? count : 0;
	}

	@Test
	void takeOfAPartWhenAProcessHasItTakesNothing() throws SQLException {
		assertThat(this.table.take(TARGET, null, OTHER, MINUTE)).isPresent();
		assertThat(this.table.take(PART, WHOLE, OTHER, MINUTE)).isPresent();
		assertThat(this.table.take(PART, WHOLE, THIS, MINUTE)).isEmpty();
		this.table.giveBack(PART, 1, "part null/");
		assertThat(this.table.take(PART, WHOLE, THIS, MINUTE).map(LeaseTable.Granted::fence)).contains(2L);
		assertThat(this.table.renew(PART, WHOLE, 1, OTHER, MINUTE)).isEmpty();
		assertThat(this.table.has(PART, 1)).isFalse();
		assertThat(this.table.has(PART, 2)).isTrue();
	}

	@Test
	void takeOfAPartWhenItsTargetIsNotHeldTakesNothing() throws SQLException {
		assertThat(this.table.take(PART, WHOLE, THIS, MINUTE)).isEmpty();
		assertThat(this.table.take(TARGET, null, OTHER, MINUTE)).isPresent();
		this.table.giveBack(TARGET, 1, "part 7/");
		assertThat(this.table.take(PART, WHOLE, THIS, MINUTE)).isEmpty();
	}

	@Test
	void takeAndRenewOfAPartWhenItsTargetHasAnotherHolderFail() throws SQLException {
		assertThat(this.table.take(TARGET, null, OTHER, MINUTE)).isPresent();
		assertThat(this.table.take(PART, WHOLE, THIS, MINUTE)).isPresent();
		this.database.jdbc().update("UPDATE lease SET expires_at = clock_timestamp()");
		assertThat(this.table.take(TARGET, null, OTHER, MINUTE).map(LeaseTable.Granted::fence)).contains(2L);
		assertThat(this.table.renew(PART, WHOLE, 1, THIS, MINUTE)).isEmpty();
		assertThat(this.table.take(PART, WHOLE, THIS, MINUTE)).isEmpty();
		assertThat(this.table.take(PART, new LeaseTable.Whole(TARGET, 2), THIS, MINUTE).map(LeaseTable.Granted::fence))
			.contains(2L);
	}

	@Test
	void renewOfAPartWhenItsTargetIsOverGrantsNoTime() throws SQLException {
		assertThat(this.table.take(TARGET, null, OTHER, MINUTE)).isPresent();
		assertThat(this.table.take(PART, WHOLE, THIS, MINUTE)).isPresent();
		this.database.jdbc().update("UPDATE lease SET expires_at = clock_timestamp() WHERE target = ?", TARGET);
		assertThat(this.table.renew(PART, WHOLE, 1, THIS, MINUTE).orElseThrow().lasts())
			.isLessThanOrEqualTo(Duration.ZERO);
		assertThat(this.table.has(PART, 1)).isFalse();
	}

	@Test
	void giveBackOfATargetLastsUntilTheLastOfItsPartsEnds() throws SQLException {
		assertThat(this.table.take(TARGET, null, OTHER, Duration.ofHours(1))).isPresent();
		assertThat(this.table.take(PART, WHOLE, THIS, MINUTE)).isPresent();
		assertThat(this.table.take("part 7/0/4", WHOLE, THIS, Duration.ofMinutes(5))).isPresent();
		assertThat(this.table.take("part 77/0/1", WHOLE, THIS, Duration.ofMinutes(30))).isPresent();
		this.table.giveBack(TARGET, 1, "part 7/");
		assertThat(this.table.read(TARGET).orElseThrow().left()).isBetween(Duration.ofMinutes(4),
				Duration.ofMinutes(5));
		assertThat(this.table.take(TARGET, null, THIS, MINUTE)).isEmpty();
		assertThat(this.table.renew(PART, WHOLE, 1, THIS, Duration.ofMinutes(30)).orElseThrow().lasts())
			.isLessThanOrEqualTo(Duration.ofMinutes(5));
		this.table.giveBack("part 7/0/4", 1, "part null/");
		this.table.giveBack(PART, 1, "part null/");
		this.table.giveBack(TARGET, 1, "part 7/");
		assertThat(this.table.take(TARGET, null, THIS, MINUTE).map(LeaseTable.Granted::fence)).contains(2L);
	}

	@Test
	void giveBackOfATargetWhileAPartIsBeingRenewedSeesTheRenewal() throws Exception {
		assertThat(this.table.take(TARGET, null, OTHER, Duration.ofHours(1))).isPresent();
		assertThat(this.table.take(PART, WHOLE, THIS, MINUTE)).isPresent();
		try (Connection renewing = this.database.leaseSource().getConnection()) {
			renewing.setAutoCommit(false);
			try (LeaseTable worker = new LeaseTable(new SingleConnectionDataSource(renewing, true))) {
				assertThat(worker.renew(PART, WHOLE, 1, THIS, Duration.ofMinutes(30))).isPresent();
				CompletableFuture<Void> giving = CompletableFuture.runAsync(() -> giveBack(), OpenDatabase.NEW_THREAD);
				awaitLock();
				renewing.commit();
				assertThat(giving).succeedsWithin(MINUTE);
			}
		}
		assertThat(outlasting()).isZero();
		assertThat(this.table.read(TARGET).orElseThrow().left()).isGreaterThan(Duration.ofMinutes(20));
	}

	private void giveBack() {
		try (LeaseTable manager = this.database.table()) {
			manager.giveBack(TARGET, 1, "part 7/");
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void awaitLock() {
		await().until(() -> Objects.requireNonNull(this.database.jdbc()
			.queryForObject("SELECT COUNT(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' "
					+ "AND datname = current_database()", Long.class)) > 0);
	}

	@Test
	void renewOfAPartWhileItsTargetIsGivenBackEndsWithTheTarget() throws Exception {
		assertThat(this.table.take(TARGET, null, OTHER, Duration.ofHours(1))).isPresent();
		assertThat(this.table.take(PART, WHOLE, THIS, MINUTE)).isPresent();
		try (Connection giving = this.database.leaseSource().getConnection()) {
			giving.setAutoCommit(false);
			new JdbcTemplate(new SingleConnectionDataSource(giving, true))
				.update("UPDATE lease SET expires_at = (SELECT MAX(expires_at) FROM lease WHERE target <> ?) "
						+ "WHERE target = ?", TARGET, TARGET);
			CompletableFuture<LeaseTable.Granted> renewing = CompletableFuture
				.supplyAsync(() -> renew(Duration.ofMinutes(30)), OpenDatabase.NEW_THREAD);
			awaitLock();
			giving.commit();
			assertThat(renewing).succeedsWithin(MINUTE)
				.extracting(LeaseTable.Granted::lasts)
				.satisfies((lasts) -> assertThat(lasts).isLessThanOrEqualTo(MINUTE));
		}
		assertThat(outlasting()).isZero();
	}

	private LeaseTable.Granted renew(Duration length) {
		try {
			return this.table.renew(PART, WHOLE, 1, THIS, length).orElseThrow();
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
