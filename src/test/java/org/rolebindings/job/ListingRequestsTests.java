package org.rolebindings.job;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rolebindings.job.progress.ImportProgress.Phase;
import org.rolebindings.job.run.ImportResult;
import org.rolebindings.job.run.RunBrokenOffException;
import org.rolebindings.ledger.run.RunStatus;
import org.rolebindings.sandbox.SandboxProperties;
import org.rolebindings.sandbox.SandboxServer;
import org.rolebindings.sandbox.bindings.SandboxBinding;
import org.rolebindings.stop.StopReason;
import org.rolebindings.testing.CsvRows;
import org.rolebindings.testing.ReportFiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

/**
 * Tests of how many requests an import takes, and what becomes of its rows, where some of
 * them are in place already.
 */
class ListingRequestsTests {

	private static final int MILLION = 1_000_000;

	@TempDir
	Path folder;

	@Test
	void runWhenEveryRowIsInPlaceReadsThePagesAndNothingElse() {
		try (SandboxServer sandbox = SandboxServer.start(0, SandboxProperties.none())) {
			Installation installation = new Installation(this.folder, sandbox.baseUrl());
			Path file = CsvRows.writeMany(this.folder.resolve("nightly.csv"), 5_000);
			installation.run(file);
			assertThat(sandbox.requests()).as("the first, a page, and the rows").isEqualTo(2 + 5_000);
			ReportFiles again = installation.reportsOf(file);
			assertThat(again.counts()).containsExactly(entry("UNCHANGED", 5_000L));
			assertThat(again.number("/requests/total")).isEqualTo(1 + 50);
			Map<String, String> idsByUser = sandbox.bindings()
				.stream()
				.collect(Collectors.toMap(SandboxBinding::userId, SandboxBinding::id));
			assertThat(again.rows("succeeded.csv")).hasSize(5_000)
				.allSatisfy((row) -> assertThat(row).containsEntry("attempts", "0")
					.containsEntry("binding_id", idsByUser.get(row.get("user_id"))));
		}
	}

	@Test
	void runWhenIdsAreSpelledInAnotherWayFindsThemAllTheSame() {
		try (GeneratedAccount account = new GeneratedAccount(300, 1)) {
			List<String> rows = new ArrayList<>();
			for (int i = 0; i < 300; i++) {
				rows.add(account.paddedRow(i));
			}
			rows.add(account.row(7));
			ReportFiles reports = reports(account, CsvRows.write(file(), CsvRows.HEADER, rows));
			assertThat(reports.counts()).containsOnly(entry("UNCHANGED", 300L), entry("DUPLICATE", 1L));
			assertThat(reports.rows("succeeded.csv")).last()
				.satisfies((row) -> assertThat(row).containsEntry("outcome", "DUPLICATE")
					.containsEntry("binding_id", "b7"));
			assertThat(account.requests).hasValue(1 + 3);
		}
	}

	@Test
	void runWhenTenRowsAreNewToAnAccountOfAMillionPostsThem() {
		try (GeneratedAccount account = new GeneratedAccount(MILLION, 1)) {
			ReportFiles reports = reports(account, account.write(file(), MILLION, 10));
			assertThat(reports.counts()).containsExactly(entry("CREATED", 10L));
			assertThat(account.requests).hasValue(1 + 10);
		}
	}

	@ParameterizedTest
	@CsvSource({ "99, 0", "100, 1" })
	void runWhenThereAreFewerRowsThanAPageHasListsNothing(int rows, int pages) {
		try (GeneratedAccount account = new GeneratedAccount(0, 1)) {
			assertThat(reports(account, account.write(file(), 0, rows)).counts())
				.containsExactly(entry("CREATED", (long) rows));
			assertThat(account.pages).hasValue(pages);
			assertThat(account.requests).hasValue(1 + pages + rows);
		}
	}

	@Test
	void runWhenNothingIsInPlaceInALargeAccountReadsFivePagesInVain() {
		try (GeneratedAccount account = new GeneratedAccount(MILLION, 1)) {
			ReportFiles reports = reports(account, account.write(file(), MILLION, 1_000));
			assertThat(reports.counts()).containsExactly(entry("CREATED", 1_000L));
			assertThat(account.pages).hasValue(5);
			assertThat(account.requests).hasValue(1 + 5 + 1_000);
		}
	}

	@Test
	void runWhenNothingIsInPlaceAndUsersHaveManyRowsAsksForFewOfThemInVain() {
		try (GeneratedAccount account = new GeneratedAccount(MILLION, 10)) {
			ReportFiles reports = reports(account, account.write(file(), MILLION, 2_000));
			assertThat(reports.counts()).containsExactly(entry("CREATED", 2_000L));
			assertThat(account.userPages).hasValue(2_000 / 200);
			assertThat(account.requests).hasValue(1 + 6 + 10 + 2_000);
		}
	}

	@Test
	void runWhenUsersHaveManyRowsAsksForTheUsersOnceTheAccountIsGivenUp() {
		try (GeneratedAccount account = new GeneratedAccount(MILLION, 10)) {
			ReportFiles reports = reports(account, account.write(file(), MILLION - 400, 400));
			assertThat(reports.counts()).containsExactly(entry("UNCHANGED", 400L));
			assertThat(account.pages).hasValue(5);
			assertThat(account.userPages).hasValue(400 / 10);
			assertThat(account.requests).hasValue(1 + 5 + 40);
		}
	}

	@Test
	void runWhenAUserHasManyPagesReadsAsManyAsMayPay() {
		try (GeneratedAccount account = new GeneratedAccount(MILLION, 1_000)) {
			ReportFiles reports = reports(account, account.write(file(), MILLION - 1_000, 150));
			assertThat(reports.counts()).containsExactly(entry("UNCHANGED", 150L));
			assertThat(account.requests).as("the second page has the rest").hasValue(1 + 5 + 2);
		}
	}

	@Test
	void runWhenAllRowsAreFoundReadsNoFurther() {
		try (GeneratedAccount account = new GeneratedAccount(MILLION, 1)) {
			ReportFiles reports = reports(account, account.write(file(), 0, 1_000));
			assertThat(reports.counts()).containsExactly(entry("UNCHANGED", 1_000L));
			assertThat(account.requests).hasValue(1 + 10);
		}
	}

	@Test
	void runWhenOnlyAFewRowsAreNewGivesUpSoonAfterTheOthersAreFound() {
		try (GeneratedAccount account = new GeneratedAccount(MILLION, 1)) {
			List<String> rows = new ArrayList<>();
			for (int i = 0; i < 1_000; i++) {
				rows.add(account.row((i % 100 == 5) ? MILLION + i : i));
			}
			try (Start start = installation(account).start()) {
				ReportFiles reports = Start.reports(start.run(CsvRows.write(file(), CsvRows.HEADER, rows)));
				assertThat(reports.counts()).containsOnly(entry("UNCHANGED", 990L), entry("CREATED", 10L));
				assertThat(start.progress().notes())
					.containsExactly("990 of 1,000 rows were in place already (15 pages read).");
			}
			assertThat(account.requests).hasValue(1 + 10 + 5 + 10);
		}
	}

	@Test
	void runWhenTheUserHasAnotherRoleLeavesTheRowToThePosting() {
		try (GeneratedAccount account = new GeneratedAccount(500, 1)) {
			account.role = (number) -> (number == 70) ? "1:other" : GeneratedAccount.ROLE;
			ReportFiles reports = reports(account, account.write(file(), 0, 500));
			assertThat(reports.counts()).containsOnly(entry("UNCHANGED", 499L), entry("FAILED", 1L));
			assertThat(reports.rows("failed.csv")).singleElement()
				.satisfies((row) -> assertThat(row).containsEntry("error_code", "ROLE_CONFLICT")
					.containsEntry("line", "72")
					.containsEntry("attempts", "1"));
			assertThat(account.requests).hasValue(1 + 5 + 2);
		}
	}

	@Test
	void runWhenTheListingIsRefusedSaysSoAndPostsTheRest() {
		try (GeneratedAccount account = new GeneratedAccount(1_000, 10)) {
			account.pageStatus = (page) -> (page < 3) ? 200 : 403;
			try (Start start = installation(account).start()) {
				ReportFiles reports = Start.reports(start.run(account.write(file(), 0, 300)));
				assertThat(reports.counts()).containsExactly(entry("UNCHANGED", 300L));
				assertThat(start.progress().notes()).hasSize(2).first().asString().contains("SPACE", "403");
			}
			assertThat(account.requests).hasValue(1 + 3 + 2 * 100);
		}
	}

	@Test
	void runWhenPagesGoRoundInACircleUsesWhatTheyShow() {
		try (GeneratedAccount account = new GeneratedAccount(1_000, 1)) {
			account.cursor = (next) -> String.valueOf(next % 300);
			ReportFiles reports = reports(account, account.write(file(), 0, 400));
			assertThat(reports.counts()).containsExactly(entry("UNCHANGED", 400L));
			assertThat(account.pages).hasValueLessThan(7);
			assertThat(account.creates).hasValue(100);
		}
	}

	@Test
	void runWhenAPageFailsOnceAsksAgain() {
		try (GeneratedAccount account = new GeneratedAccount(400, 1)) {
			account.pageStatus = (page) -> switch (page) {
				case 1 -> 503;
				case 3 -> 429;
				default -> 200;
			};
			ReportFiles reports = reports(account, account.write(file(), 0, 400));
			assertThat(reports.counts()).containsExactly(entry("UNCHANGED", 400L));
			assertThat(account.requests).hasValue(1 + 6);
			assertThat(reports.number("/requests/total")).isEqualTo(1 + 6);
			assertThat(reports.number("/requests/throttled")).isEqualTo(1);
		}
	}

	@Test
	void runWhenTheKeyDiesWhileListingStopsAndLeavesTheRowsPending() {
		try (GeneratedAccount account = new GeneratedAccount(400, 1)) {
			account.pageStatus = (page) -> (page == 3) ? 401 : 200;
			Path file = account.write(file(), 0, 400);
			ImportResult stopped = installation(account).run(file);
			assertThat(stopped.stopped()).extracting(StopReason::kind).isEqualTo(StopReason.Kind.DEAD_KEY);
			assertThat(Start.reports(stopped).counts()).containsExactly(entry("PENDING", 400L));
			assertThat(Start.reports(stopped).rows("pending.csv")).hasSize(400);
			assertThat(account.creates).hasValue(0);
			account.pageStatus = (page) -> 200;
			ReportFiles reports = reports(account, file);
			assertThat(reports.counts()).containsExactly(entry("UNCHANGED", 400L));
			assertThat(reports.number("/run")).isEqualTo(1);
		}
	}

	@Test
	void runWhenTheServiceIsAwayWhileListingStopsAfterTheOutageTimeout() {
		try (GeneratedAccount account = new GeneratedAccount(400, 1)) {
			account.pageStatus = (page) -> 503;
			ImportResult stopped = installation(account).set("outage-timeout", "1s")
				.set("max-attempts", "20")
				.run(account.write(file(), 0, 400));
			assertThat(stopped.stopped()).extracting(StopReason::kind).isEqualTo(StopReason.Kind.OUTAGE);
			assertThat(Start.reports(stopped).counts()).containsExactly(entry("PENDING", 400L));
		}
	}

	@ParameterizedTest
	@CsvSource({ "COMPARING, 0", "COMPARING, 1", "COMPARING, 1500", "POSTING, 0" })
	void runWhenStoppedInTheListingAndRepeatedFindsEveryRow(Phase phase, long rows) {
		try (GeneratedAccount account = new GeneratedAccount(2_345, 1)) {
			Path file = account.write(file(), 0, 2_345);
			try (Start start = installation(account).start()) {
				start.progress().at(phase, rows, start::stop);
				ImportResult stopped = start.run(file);
				assertThat(stopped.reports().summary().status()).isEqualTo(RunStatus.STOPPED);
				assertThat(Start.reports(stopped).counts())
					.containsExactly((phase == Phase.POSTING) ? entry("UNCHANGED", 2_345L) : entry("PENDING", 2_345L));
			}
			assertEveryRowIsFound(account, file);
		}
	}

	@ParameterizedTest
	@CsvSource({ "COMPARING, 0", "COMPARING, 1500", "POSTING, 0" })
	void runWhenTheDatabaseDiesInTheListingAndImportIsRepeatedFindsEveryRow(Phase phase, long rows) {
		try (GeneratedAccount account = new GeneratedAccount(2_345, 1)) {
			Path file = account.write(file(), 0, 2_345);
			try (Start start = installation(account).start()) {
				start.progress().at(phase, rows, start::crash);
				assertThatExceptionOfType(RunBrokenOffException.class).isThrownBy(() -> start.run(file));
			}
			assertEveryRowIsFound(account, file);
		}
	}

	private void assertEveryRowIsFound(GeneratedAccount account, Path file) {
		ReportFiles reports = reports(account, file);
		assertThat(reports.number("/run")).isEqualTo(1);
		assertThat(reports.counts()).containsExactly(entry("UNCHANGED", 2_345L));
		assertThat(reports.column("succeeded.csv", "binding_id")).startsWith("b0", "b1").endsWith("b2344");
		assertThat(account.creates).hasValue(0);
		assertThat(this.folder.resolve("state/scratch")).doesNotExist();
	}

	@Test
	void runTellsThatItCompares() {
		try (GeneratedAccount account = new GeneratedAccount(250, 1); Start start = installation(account).start()) {
			start.run(account.write(file(), 0, 250));
			assertThat(start.progress().phases()).containsExactly(Phase.READING, Phase.COMPARING, Phase.POSTING,
					Phase.REPORTING);
			assertThat(start.progress().notes())
				.containsExactly("250 of 250 rows were in place already (3 pages read).");
		}
	}

	private ReportFiles reports(GeneratedAccount account, Path file) {
		return installation(account).reportsOf(file);
	}

	private Installation installation(GeneratedAccount account) {
		return new Installation(this.folder, account.baseUrl());
	}

	private Path file() {
		return this.folder.resolve("x.csv");
	}

}
