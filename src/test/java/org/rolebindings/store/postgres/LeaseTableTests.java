package org.rolebindings.store.postgres;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.store.StateHolder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class LeaseTableTests {

	static final StateHolder OTHER = new StateHolder(4711, "elsewhere", Instant.parse("2026-03-01T08:00:00Z"), 12L,
			"other.csv");

	private static final StateHolder THIS = StateHolder.thisProcess();

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private static final String TARGET = OpenDatabase.TARGET;

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

}
