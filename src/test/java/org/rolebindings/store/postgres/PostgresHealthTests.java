package org.rolebindings.store.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rolebindings.store.DamagedStateException;
import org.rolebindings.store.DatabaseUrl;
import org.rolebindings.store.HoldLostException;

import org.springframework.dao.DataAccessResourceFailureException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

class PostgresHealthTests {

	private final PostgresHealth health = new PostgresHealth(new DatabaseUrl("jdbc:postgresql://db/x?password=geheim"));

	/**
	 * Lost connections, no resources, a server that shuts down, starts up, crashed or is
	 * read-only, a session that idled too long, an I/O error, and internal ones.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "08000", "08001", "08003", "08006", "53100", "53200", "53300", "57P01", "57P02", "57P03",
			"57P05", "58000", "58030", "F0000", "XX000", "XX001", "25006" })
	void seeWhenTheDatabaseDoesNotWorkCountsIt(String state) {
		this.health.see(new SQLException("x", state));
		assertThat(this.health.hasFailed()).isTrue();
	}

	/** A duplicate key, a statement that took too long, conflicts, rights, and syntax. */
	@ParameterizedTest
	@ValueSource(strings = { "23505", "57014", "40001", "40P01", "42501", "42601", "22021", "25P02", "55P03", "02000" })
	void seeWhenTheStatementIsToBlameDoesNotCountIt(String state) {
		this.health.see(new SQLException("x", state));
		assertThat(this.health.hasFailed()).isFalse();
	}

	@Test
	void seeWhenThereIsNoStateDoesNotCountIt() {
		this.health.see(new SQLException("x"));
		assertThat(this.health.hasFailed()).isFalse();
	}

	@Test
	void describeNamesTheFirstFailureInOneLineWithoutThePassword() {
		this.health.see(new SQLException("FATAL: the first one.\n  Detail: more", "57P01"));
		this.health.see(new SQLException("the second one", "08006"));
		assertThat(this.health.describe(new IllegalStateException("the last one"))).isEqualTo(
				"The database jdbc:postgresql://db/x does not work: FATAL: the first one. Remove the cause; the same "
						+ "command goes on from there.");
	}

	@Test
	void describeWhenNothingWasSeenNamesTheStatementsError() {
		assertThat(this.health.describe(new DataAccessResourceFailureException("SELECT geheim",
				new SQLException("canceling statement due to statement timeout", "57014"))))
			.isEqualTo("The database jdbc:postgresql://db/x does not work: canceling statement due to statement "
					+ "timeout. Remove the cause; the same command goes on from there.");
	}

	@Test
	void describeWhenTheLeaseIsLostSaysSoOnly() {
		this.health.failed(new HoldLostException("Another process has taken over."));
		this.health.see(new SQLException("x", "08006"));
		assertThat(this.health.describe(new IllegalStateException())).isEqualTo("Another process has taken over.");
	}

	@Test
	void describeWhenWhatIsReadWasNeverWrittenSaysThatItIsDamaged() {
		DamagedStateException damaged = new DamagedStateException("row 7 has no outcome");
		assertThat(this.health.isDamaged(damaged)).isTrue();
		assertThat(this.health.isDamaged(new IllegalStateException())).isFalse();
		assertThat(this.health.describe(damaged))
			.isEqualTo("The database jdbc:postgresql://db/x cannot be used: row 7 has no outcome. Restore it from a "
					+ "backup, or import again into a new one.");
	}

	@Test
	void describeWhenATemporaryFileFailsNamesIt() {
		IOException gone = new NoSuchFileException("/x/scratch");
		assertThat(this.health.describe(new UncheckedIOException(gone)))
			.startsWith("A temporary file cannot be written: ")
			.endsWith("Remove the cause; the same command goes on from there.");
	}

	@Test
	void ignoringErrorsCountsThoseOfOtherThreadsOnly() {
		this.health.ignoringErrors(() -> this.health.see(new SQLException("x", "08006")));
		assertThat(this.health.hasFailed()).isFalse();
		assertThatNoException().isThrownBy(this.health::requireWorking);
		Thread other = new Thread(() -> this.health.see(new SQLException("y", "08006")));
		this.health.ignoringErrors(() -> {
			other.start();
			try {
				other.join();
			}
			catch (InterruptedException ex) {
				throw new AssertionError(ex);
			}
		});
		assertThat(this.health.hasFailed()).isTrue();
		assertThatExceptionOfType(SQLException.class).isThrownBy(this.health::requireWorking);
	}

	@Test
	void optionNamesTheDatabaseWithoutThePassword() {
		assertThat(this.health.option()).containsExactly("--database-url", "jdbc:postgresql://db/x");
	}

}
