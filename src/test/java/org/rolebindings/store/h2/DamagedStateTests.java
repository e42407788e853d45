package org.rolebindings.store.h2;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.Repeat;
import org.rolebindings.ledger.OpenLedger;
import org.rolebindings.ledger.schema.LedgerSchema;
import org.rolebindings.store.DamagedStateException;
import org.rolebindings.store.ForeignStateException;

import org.springframework.beans.factory.BeanCreationException;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.CannotCreateTransactionException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Tests of a state of which something is missing, wrong, or somebody else's. */
class DamagedStateTests {

	private static final int ROWS = 5_000;

	@TempDir
	private Path folder;

	private Path state;

	private Path file;

	@BeforeEach
	void place() {
		this.state = this.folder.resolve("state");
		this.file = this.state.resolve("ledger.mv.db");
	}

	/** A state as a process leaves it that is killed in the middle of its work. */
	private byte[] killed() throws IOException {
		Path working = this.folder.resolve("working");
		try (OpenLedger ledger = new OpenLedger(working)) {
			long run = ledger.start();
			for (long line = 2; line < ROWS; line += 500) {
				ledger.stage(run, LongStream.range(line, line + 500).toArray());
				ledger.mark(run, line + 499, OpenLedger.MARKED);
				ledger.created(run, LongStream.range(line, line + 250).toArray());
			}
			ledger.durability().force();
			Files.createDirectory(this.state);
			Files.copy(working.resolve("count"), this.state.resolve("count"));
			return Files.readAllBytes(Files.copy(working.resolve("ledger.mv.db"), this.file));
		}
	}

	@Test
	void openWhenItWasKilledFindsAllThatWasForced() throws IOException {
		assertThat(killed()).isNotEmpty();
		try (OpenLedger ledger = new OpenLedger(this.state)) {
			assertThat(ledger.count("SELECT COUNT(*) FROM import_row")).isEqualTo(ROWS);
			assertThat(ledger.marks()).isEqualTo(10);
		}
	}

	/** H2 opens most of these as they were some time before, or as an empty database. */
	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 10, 25, 50, 66, 75, 80, 90, 95, 98, 99 })
	void openWhenTheEndOfTheFileIsMissingRefusesIt(int percent) throws IOException {
		byte[] whole = killed();
		Files.write(this.file, Arrays.copyOf(whole, (int) ((long) whole.length * percent / 100)));
		assertIsDamaged();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 4095, 4096, 8192, 12288, 16384, 28672 })
	void openWhenOnlyTheBeginningOfTheFileIsThereRefusesIt(int length) throws IOException {
		Files.write(this.file, Arrays.copyOf(killed(), length));
		assertIsDamaged();
	}

	private void assertIsDamaged() {
		assertThatExceptionOfType(ForeignStateException.class).isThrownBy(this::open)
			.withMessageStartingWith("The state in " + this.state + " cannot be used: ")
			.withMessageContaining(
					". Restore that folder as a whole from a backup, or move it away and import again. ");
	}

	/** Opens the state as the program does, down to its cause. */
	private void open() throws Throwable {
		Throwable failure = catchThrowable(() -> new OpenLedger(this.state).close());
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof ForeignStateException) {
				throw cause;
			}
		}
		if (failure != null) {
			throw failure;
		}
	}

	/**
	 * Whatever is overwritten: it works, it is refused, or reading fails as it should. H2
	 * has no checksums of its pages, so what was in a block may be gone unnoticed.
	 */
	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void openWhenABlockIsOverwrittenEndsWithAnAnswer(boolean zeros) throws IOException {
		byte[] whole = killed();
		byte[] count = Files.readAllBytes(this.state.resolve("count"));
		Random random = new Random(17);
		int refused = 0;
		for (int i = 0; i < 60; i++) {
			byte[] block = new byte[4096];
			if (!zeros) {
				random.nextBytes(block);
			}
			byte[] damaged = whole.clone();
			System.arraycopy(block, 0, damaged, random.nextInt(whole.length / block.length) * block.length,
					block.length);
			Files.write(this.file, damaged);
			Files.write(this.state.resolve("count"), count);
			refused += isRefused() ? 1 : 0;
		}
		assertThat(refused).isPositive();
	}

	/** Most flips hit room that is free, or a text, which H2 reads without an error. */
	@Test
	void openWhenAnyByteHasChangedRefusesItOrFindsAllRowsAsTheyWere() throws IOException {
		byte[] whole = killed();
		byte[] count = Files.readAllBytes(this.state.resolve("count"));
		List<String> rows;
		try (OpenLedger ledger = new OpenLedger(this.state)) {
			rows = rows(ledger);
		}
		Random random = new Random(15);
		List<String> refusals = new ArrayList<>();
		for (int i = 0; i < 60; i++) {
			byte[] damaged = whole.clone();
			damaged[random.nextInt(damaged.length)] ^= (byte) (1 + random.nextInt(255));
			// A folder for each, because H2 may leave a file open that it cannot read
			Path flipped = Files.createDirectory(this.state.resolveSibling("flipped-" + i));
			Files.write(flipped.resolve("ledger.mv.db"), damaged);
			Files.write(flipped.resolve("count"), count);
			try (OpenLedger ledger = new OpenLedger(flipped)) {
				try {
					assertThat(rows(ledger)).isEqualTo(rows);
				}
				catch (DataAccessException ex) {
					refusals.add(ledger.health().describe(ex));
				}
			}
			catch (BeanCreationException ex) {
				assertThat(ex).hasRootCauseInstanceOf(ForeignStateException.class);
			}
		}
		assertThat(refusals).anyMatch((refusal) -> refusal
			.contains(" cannot be used: the rows of run 1 in its database are not those that were written. Restore"));
	}

	/**
	 * What the rows say and what became of them. DoubtLedger and attempts are not
	 * compared.
	 */
	private static List<String> rows(OpenLedger ledger) {
		List<String> rows = new ArrayList<>();
		ledger.report(1)
			.forEach((row) -> rows.add(row.line() + row.carried() + row.outcome() + row.errorCode() + row.message()
					+ row.bindingId() + row.previousRoleId() + row.requestId()));
		ledger.undecided(1).forEach((row) -> rows.add(row.line() + " " + row.binding()));
		return rows;
	}

	private boolean isRefused() {
		try (OpenLedger ledger = new OpenLedger(this.state)) {
			try {
				assertThat(ledger.report(1)).hasSizeLessThanOrEqualTo(ROWS);
				assertThat(ledger.undecided(1)).hasSizeLessThanOrEqualTo(ROWS / 2);
				return false;
			}
			catch (DataAccessException ex) {
				assertThat(ledger.health().describe(ex)).startsWith("The state in " + this.state + " cannot be used: ")
					.contains("Restore that folder");
				return true;
			}
		}
		catch (RuntimeException ex) {
			assertThat(ex).hasRootCauseInstanceOf(ForeignStateException.class);
			return true;
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			import_row | UPDATE import_row SET user_id = 'x' WHERE outcome IS NULL
			import_row | UPDATE import_row SET outcome = 'CREATEE' WHERE outcome IS NULL
			import_run | UPDATE import_run SET status = 'RUNNIN'
			import_run | UPDATE import_run SET totals = '{'
			""")
	void readWhenAValueCannotBeOneSaysThatTheStateIsDamaged(String table, String damage) {
		try (OpenLedger ledger = new OpenLedger(this.state)) {
			long run = ledger.start();
			ledger.stage(run, 6, 7, 8);
			ledger.jdbc().update(damage);
			DamagedStateException failure = catchThrowableOfType(DamagedStateException.class, () -> {
				if (table.equals("import_run")) {
					ledger.runs().get(run);
				}
				else {
					ledger.undecided(run);
					ledger.report(run);
				}
			});
			assertThat(ledger.health().describe(failure)).startsWith("The state in " + this.state
					+ " cannot be used: a row in it has values that this program never wrote. Restore that folder");
		}
	}

	/** No report is made of rows that were lost or changed. */
	@ParameterizedTest
	@ValueSource(strings = { "DELETE FROM import_row WHERE outcome IS NULL", "DELETE FROM import_row",
			"UPDATE import_row SET carried = 'row 8' WHERE carried = 'row 9'",
			"UPDATE import_row SET user_id = 'Usr10' WHERE user_id = 'Usr9'",
			"UPDATE import_row SET outcome = NULL, binding_id = NULL WHERE outcome = 'CREATED'",
			"UPDATE import_row SET binding_id = 'Bnd7' WHERE binding_id = 'Bnd6'",
			"UPDATE import_row SET outcome = 'UPDATED' WHERE outcome = 'CREATED'",
			"UPDATE import_row SET http_status = 404 WHERE http_status = 403",
			"UPDATE import_row SET attempts = 2 WHERE outcome = 'FAILED'",
			"UPDATE import_row SET message = 'other' WHERE outcome = 'INVALID'",
			"UPDATE import_row SET duplicate_of = 7 WHERE outcome = 'DUPLICATE'" })
	void readWhenRowsAreNotThoseThatWereWrittenSaysThatTheStateIsDamaged(String damage) {
		try (OpenLedger ledger = new OpenLedger(this.state)) {
			long run = ledger.start();
			ledger.stage(run, 6, 7, 8, 9);
			ledger.rows().stage(run, List.of(OpenLedger.invalid(10, ErrorCode.MALFORMED_ID, "user_id is none")));
			ledger.repeats().write(run, List.of(new Repeat(8, 6, true)));
			ledger.created(run, 6);
			ledger.created(run, 6);
			ledger.failed(run, 7, ErrorCode.FORBIDDEN, 403, "No right");
			assertThat(ledger.report(run)).hasSize(5);
			assertThat(ledger.jdbc().update(damage)).isPositive();
			Throwable failure = catchThrowable(() -> ledger.report(run));
			assertThat(ledger.health().isDamaged(failure)).isTrue();
			assertThat(ledger.health().describe(failure)).startsWith("The state in " + this.state
					+ " cannot be used: the rows of run 1 in its database are not those that were written. Restore");
		}
	}

	/** A new connection would open the database again, and write to it when it closes. */
	@Test
	void useWhenTheDatabaseHasFailedLeavesItClosed() throws SQLException {
		try (OpenLedger ledger = new OpenLedger(this.state)) {
			ledger.jdbc().execute("SHUTDOWN IMMEDIATELY");
			assertThat(catchThrowable(ledger::start)).isInstanceOf(CannotCreateTransactionException.class);
			assertThat(ledger.health().hasFailed()).isTrue();
			assertThat(ledger.dataSource().unwrap(HikariDataSource.class).getMinimumIdle()).isZero();
		}
	}

	@Test
	void openWhenOnlyTheDatabaseIsRestoredRefusesIt() throws IOException {
		new OpenLedger(this.state).close();
		Path backup = Files.copy(this.file, this.folder.resolve("backup"));
		try (OpenLedger ledger = new OpenLedger(this.state)) {
			ledger.start();
		}
		Files.copy(backup, this.file, StandardCopyOption.REPLACE_EXISTING);
		assertIsDamaged();
	}

	@Test
	void openWhenTheCountIsOlderOrNotThereGoesOn() throws IOException {
		try (OpenLedger ledger = new OpenLedger(this.state)) {
			ledger.start();
		}
		for (String count : new String[] { "0000000000000000000\n", "", "none" }) {
			Files.delete(this.state.resolve("count"));
			if (!count.equals("none")) {
				Files.writeString(this.state.resolve("count"), count);
			}
			try (OpenLedger ledger = new OpenLedger(this.state)) {
				ledger.start();
			}
			assertThat(Long.parseLong(Files.readString(this.state.resolve("count")).strip())).isPositive();
		}
	}

	@Test
	void openWhenTheCountIsDamagedRefusesIt() throws IOException {
		killed();
		Files.writeString(this.state.resolve("count"), "00000000000000000x1\n");
		assertIsDamaged();
	}

	@Test
	void openWhenTheDatabasesCountCannotBeReadSaysSo() {
		new OpenLedger(this.state).close();
		StateFolder folder = StateFolder.at(this.state);
		try (StateDataSource dataSource = folder.open(new LedgerSchema(LedgerSchema.Dialect.H2))) {
			new JdbcTemplate(dataSource).execute("DROP TABLE state_count");
			new JdbcTemplate(dataSource).execute("CREATE TABLE state_count AS SELECT 'x' AS counted");
			assertThatExceptionOfType(ForeignStateException.class).isThrownBy(() -> folder.count(dataSource))
				.withMessageStartingWith("The database does not work in " + this.state + ": ");
		}
	}

	@Test
	void openWhenTheDatabaseIsGoneDoesNotStartFromNothing() throws IOException {
		killed();
		Files.delete(this.file);
		assertIsDamaged();
		assertThat(this.file).doesNotExist();
	}

	@Test
	void openWhenAFolderIsInItsPlaceRefusesIt() throws IOException {
		Files.createDirectories(this.file);
		assertIsDamaged();
	}

	@Test
	void openWhenTheFileIsNoDatabaseRefusesItAndLeavesItAlone() throws IOException {
		Files.createDirectory(this.state);
		for (String content : new String[] { "something else\n".repeat(2000), "x", "" }) {
			Files.writeString(this.file, content);
			assertIsDamaged();
			assertThat(this.file).hasContent(content);
		}
	}

	@ParameterizedTest
	@CsvSource({ "sa, ''", "sa, secret", "other, ''" })
	void openWhenTheDatabaseIsAnotherProgramsRefusesIt(String user, String password) throws IOException {
		Files.createDirectory(this.state);
		JdbcTemplate jdbc = new JdbcTemplate(
				new DriverManagerDataSource("jdbc:h2:file:" + this.state.resolve("ledger"), user, password));
		jdbc.execute("CREATE TABLE theirs (id INT)");
		assertIsDamaged();
		assertThat(jdbc.queryForList("SELECT table_name FROM information_schema.tables WHERE table_schema = 'PUBLIC'",
				String.class))
			.containsExactly("THEIRS");
	}

}
