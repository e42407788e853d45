package org.rolebindings.store.h2;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rolebindings.ledger.OpenLedger;
import org.rolebindings.ledger.ReportRow;
import org.rolebindings.ledger.schema.LedgerSchema;
import org.rolebindings.store.ForeignStateException;
import org.rolebindings.store.StateInUseException;

import org.springframework.beans.factory.BeanCreationException;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assumptions.assumeThat;

class StateFolderTests {

	@TempDir
	private Path folder;

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void openWhenThereIsNoFolderMakesOneForItsOwnerAlone() throws IOException {
		Path state = this.folder.resolve("a/b/state");
		try (OpenLedger ledger = new OpenLedger(state)) {
			ledger.start();
			assertThat(permissions(state)).isEqualTo("rwx------");
			assertThat(permissions(state.resolve("ledger.mv.db"))).isEqualTo("rw-------");
			assertThat(permissions(state.resolve("lock"))).isEqualTo("rw-------");
			assertThat(permissions(state.resolve("count"))).isEqualTo("rw-------");
			assertThat(files(state)).containsExactlyInAnyOrder("ledger.mv.db", "lock", "count");
		}
		assertThat(files(state)).containsExactlyInAnyOrder("ledger.mv.db", "lock", "count");
	}

	@ParameterizedTest
	@CsvSource({ "rwxr-xr-x, they can see which files are in it", "rwxrwx---, they can take files out of it",
			"rwx----w-, they can take files out of it", "rwx------, " })
	@DisabledOnOs(OS.WINDOWS)
	void openWhenThereIsAFolderProtectsTheFilesAndWarnsOfTheFolder(String permissions, @Nullable String warning)
			throws IOException {
		Path state = Files.createDirectory(this.folder.resolve("state"));
		new OpenLedger(state).close();
		for (String name : files(state)) {
			Files.setPosixFilePermissions(state.resolve(name), PosixFilePermissions.fromString("rw-rw-rw-"));
		}
		Files.setPosixFilePermissions(state, PosixFilePermissions.fromString(permissions));
		List<String> told = new ArrayList<>();
		StateFolder.at(state).lock(Duration.ZERO, told::add).close();
		try (OpenLedger ledger = new OpenLedger(state)) {
			ledger.start();
		}
		assertThat(permissions(state)).isEqualTo(permissions);
		assertThat(files(state)).hasSize(3)
			.allSatisfy((name) -> assertThat(permissions(state.resolve(name))).isEqualTo("rw-------"));
		if (warning == null) {
			assertThat(told).isEmpty();
		}
		else {
			assertThat(told).containsExactly("The state folder " + state + " is open to others (" + permissions + "); "
					+ warning + ", though not what is in them. Better: chmod 700.");
		}
	}

	private static String permissions(Path path) throws IOException {
		return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
	}

	private static List<String> files(Path folder) throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.map((file) -> String.valueOf(file.getFileName())).toList();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "two words ", "a%20b", "a#b?c&d=e", "~tilde", "${user.home}", "a'b\"c" })
	@DisabledOnOs(OS.WINDOWS)
	void openWhenThePathIsUnusualUsesThatVeryFolder(String name) {
		assertThatStateIsIn(this.folder.resolve(name));
	}

	@Test
	void openWhenThePathIsNotAsciiUsesThatVeryFolder() {
		assumeThat(System.getProperty("sun.jnu.encoding")).isEqualTo("UTF-8");
		assertThatStateIsIn(this.folder.resolve("\u00e4\u6F22\uD83D\uDE00"));
	}

	private static void assertThatStateIsIn(Path state) {
		try (OpenLedger ledger = new OpenLedger(state)) {
			ledger.start();
		}
		assertThat(state.resolve("ledger.mv.db")).isRegularFile();
		try (OpenLedger again = new OpenLedger(state)) {
			assertThat(again.start()).isEqualTo(2);
		}
	}

	@Test
	void openWhenAnotherProcessHeldTheStateFindsWhatItLeftWhenItWasKilled() throws IOException, InterruptedException {
		Path state = this.folder.resolve("state");
		try (HoldingProcess holder = HoldingProcess.start(state)) {
			assertThatExceptionOfType(StateInUseException.class)
				.isThrownBy(() -> StateFolder.at(state).open(new LedgerSchema(LedgerSchema.Dialect.H2)))
				.withMessageStartingWith("Another process is using the state in " + state + ": it has not said");
			holder.kill();
		}
		try (OpenLedger ledger = new OpenLedger(state)) {
			ledger.inFlight().recover(OpenLedger.IDENTITY.target());
			assertThat(ledger.report(1)).extracting(ReportRow::bindingId).containsExactly("Bnd2", null, null);
			assertThat(ledger.doubts(1)).containsExactly(entry(3L, OpenLedger.MARKED));
			assertThat(ledger.start()).isEqualTo(2);
		}
	}

	@Test
	void openWhenTheStateIsOfANewerProgramRefusesItAndHoldsNothing() throws IOException {
		Path state = this.folder.resolve("state");
		try (OpenLedger ledger = new OpenLedger(state)) {
			ledger.jdbc().update("UPDATE ledger_schema SET version = 99");
		}
		assertThatExceptionOfType(ForeignStateException.class)
			.isThrownBy(() -> StateFolder.at(state).open(new LedgerSchema(LedgerSchema.Dialect.H2)))
			.withMessage("The state was written by a newer version of this program (schema 99, this one knows 12); "
					+ "use that version, or another --state folder.");
		try (FileChannel file = FileChannel.open(state.resolve("ledger.mv.db"), StandardOpenOption.WRITE)) {
			assertThat(file.tryLock()).isNotNull();
		}
	}

	@Test
	void openWhenTheFolderIsAFileSaysSo() throws IOException {
		Path state = Files.createFile(this.folder.resolve("state"));
		assertThatExceptionOfType(ForeignStateException.class)
			.isThrownBy(() -> StateFolder.at(state).open(new LedgerSchema(LedgerSchema.Dialect.H2)))
			.withMessage("--state is " + state
					+ ", but that folder cannot be made: something else is in its place; name another folder.");
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void openWhenTheFileIsNotWritableSaysSo() throws IOException {
		Path state = this.folder.resolve("state");
		new OpenLedger(state).close();
		Path file = state.resolve("ledger.mv.db");
		Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
		assumeThat(Files.isWritable(file)).as("root may write anything").isFalse();
		assertThatExceptionOfType(ForeignStateException.class)
			.isThrownBy(() -> StateFolder.at(state).open(new LedgerSchema(LedgerSchema.Dialect.H2)))
			.withMessage("--state is " + state
					+ ", but ledger.mv.db in it is not writable; make it writable, or use another folder.");
	}

	/** What a crash leaves while the database is being made. */
	@ParameterizedTest
	@ValueSource(ints = { -1, 0, 9, 14, 17, 24, 30 })
	void openWhenItWasBrokenOffWhileMakingTheDatabaseBeginsAnew(int statements) throws IOException {
		Path state = Files.createDirectory(this.folder.resolve("state"));
		List<String> script = script();
		assertThat(script).hasSizeGreaterThan(statements);
		if (statements < 0) {
			Files.createFile(state.resolve("ledger-new.mv.db"));
		}
		else {
			JdbcTemplate jdbc = new JdbcTemplate(new DriverManagerDataSource(
					"jdbc:h2:file:" + state.resolve("ledger-new") + ";TRACE_LEVEL_FILE=0", "sa", ""));
			script.subList(0, statements).forEach(jdbc::execute);
		}
		try (OpenLedger ledger = new OpenLedger(state)) {
			assertThat(ledger.start()).isEqualTo(1);
		}
		assertThat(files(state)).containsExactlyInAnyOrder("ledger.mv.db", "lock", "count");
	}

	/** All that makes the tables, in its order. */
	private static List<String> script() throws IOException {
		StringBuilder script = new StringBuilder();
		for (String name : List.of("/org/rolebindings/ledger/h2/V1__tables_of_spring_batch.sql",
				"/org/rolebindings/ledger/h2/V3__runs_and_rows.sql", "V4__doubts_of_bindings.sql",
				"V5__former_doubts_removed.sql", "V6__note_and_command.sql", "V7__expectations_of_a_plan.sql",
				"V8__time_samples.sql", "V9__counts_of_a_run.sql", "V10__map_of_names.sql",
				"V11__undo_and_revoke.sql")) {
			script.append(new ClassPathResource(name, LedgerSchema.class).getContentAsString(StandardCharsets.UTF_8));
		}
		return Stream.of(script.toString().replaceAll("(?m)^\\s*--.*$", "").split(";"))
			.map(String::strip)
			.filter((statement) -> !statement.isEmpty())
			.toList();
	}

	@Test
	void openWhenTheBeanCannotBeMadeTellsTheReasonAsTheCause() throws IOException {
		Path state = Files.createFile(this.folder.resolve("state"));
		assertThatExceptionOfType(BeanCreationException.class).isThrownBy(() -> new OpenLedger(state))
			.havingRootCause()
			.isInstanceOf(ForeignStateException.class);
	}

	@Test
	void closeLetsAnotherOpenTheState() throws IOException, SQLException {
		Path state = this.folder.resolve("state");
		new OpenLedger(state).close();
		try (FileChannel file = FileChannel.open(state.resolve("ledger.mv.db"), StandardOpenOption.WRITE)) {
			assertThat(file.tryLock()).isNotNull();
		}
	}

}
