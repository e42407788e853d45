package org.rolebindings.job.compare;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rolebindings.binding.ExistingBinding;
import org.rolebindings.binding.validation.CheckedRow;
import org.rolebindings.binding.validation.InputRow;
import org.rolebindings.binding.validation.RowValidator;
import org.rolebindings.job.GeneratedAccount;
import org.rolebindings.job.Installation;
import org.rolebindings.job.Start;
import org.rolebindings.ledger.InFlightLedger;
import org.rolebindings.ledger.RowLedger;
import org.rolebindings.ledger.RunLedger;
import org.rolebindings.ledger.UnchangedLedger;
import org.rolebindings.ledger.run.RunIdentity;
import org.rolebindings.ledger.run.RunRequest;
import org.rolebindings.ledger.run.RunStart;
import org.rolebindings.listing.AccountListing;
import org.rolebindings.stop.StopSwitch;

import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link CompareTasklet} by itself, with a clock that the test moves. */
class CompareTaskletTests {

	private static final int ROWS = 1_000;

	@TempDir
	Path folder;

	private final AtomicLong nanos = new AtomicLong(-5);

	private GeneratedAccount account;

	private Start start;

	private long run;

	@BeforeEach
	void stage() {
		this.account = new GeneratedAccount(ROWS, 1);
		this.start = new Installation(this.folder, this.account.baseUrl()).start();
		RunIdentity identity = new RunIdentity("ab".repeat(32), this.account.baseUrl().toString(), "fail", "skip", ",");
		this.run = this.start.get(RunLedger.class)
			.start(identity, "x.csv", "", RunRequest.NONE, Instant.now(), (number) -> "x-" + number)
			.number();
		List<CheckedRow> rows = new ArrayList<>();
		for (int i = 0; i < ROWS; i++) {
			String[] values = this.account.row(i).split(",", -1);
			rows.add(new RowValidator()
				.validate(new InputRow(i + 2, "", values[0], values[1], values[2], values[3], null)));
		}
		new TransactionTemplate(this.start.get(PlatformTransactionManager.class))
			.executeWithoutResult((status) -> this.start.get(RowLedger.class).stage(this.run, rows));
	}

	@AfterEach
	void stop() {
		this.start.close();
		this.account.close();
	}

	@ParameterizedTest
	@CsvSource({ "PT14M59.999999999S, 0", "PT15M, 1000" })
	void compareWhenWhatWasListedIsTooOldDecidesNothingByIt(Duration age, long undecided) {
		this.account.onPage = (page) -> this.nanos.addAndGet((page == 10) ? age.toNanos() : 0);
		compare();
		assertThat(undecided()).isEqualTo(undecided);
	}

	@Test
	void compareWhenTheListingTakesAnHourDecidesOnTheWay() {
		List<Long> undecided = new ArrayList<>();
		this.account.onPage = (page) -> {
			this.nanos.addAndGet(Duration.ofMinutes(6).toNanos());
			undecided.add(undecided());
		};
		compare();
		assertThat(undecided()).isZero();
		assertThat(undecided).containsExactly(1_000L, 1_000L, 800L, 800L, 600L, 600L, 400L, 400L, 200L, 200L);
	}

	@Test
	void compareWhenRowsAreInDoubtLeavesThemToThePosting() {
		this.start.get(InFlightLedger.class).mark(new RunStart(this.run, 0), 0, 301, Instant.now());
		compare();
		assertThat(undecided()).isEqualTo(300);
		assertThat(this.start.get(RowLedger.class).undecidedAfter(this.run, 0, ROWS))
			.allSatisfy((row) -> assertThat(row.doubts()).isNotEmpty());
	}

	@Test
	void compareWhenRepeatedListsNothingOnceAllIsDecided() {
		compare();
		assertThat(this.account.pages).hasValue(10);
		compare();
		assertThat(this.account.pages).hasValue(10);
		assertThat(this.folder.resolve("state/scratch")).doesNotExist();
	}

	@Test
	void acceptWhenAListedBindingHasNoIdDecidesNothingByIt() {
		try (InPlaceRows rows = new InPlaceRows(this.run, this.start.get(UnchangedLedger.class),
				this.start.get(StopSwitch.class), this.nanos::get, this.folder)) {
			rows.accept(new ListedMatch(2, new ExistingBinding("", "Rol1"), true, 0));
			rows.accept(new ListedMatch(3, new ExistingBinding("b3", "Rol1"), true, 0));
			rows.flush();
			assertThat(rows.decided()).isOne();
		}
	}

	private void compare() {
		AccountComparison comparison = new AccountComparison(this.folder.resolve("state"),
				this.start.get(UnchangedLedger.class), this.start.get(AccountListing.class), this.start.progress(),
				this.start.get(StopSwitch.class), this.nanos::get);
		new CompareTasklet(this.run, null, this.start.get(RowLedger.class),
				() -> this.start.get(InFlightLedger.class).recover(this.account.baseUrl().toString()), comparison,
				this.start.get(StopSwitch.class))
			.compare();
	}

	private long undecided() {
		return this.start.get(RowLedger.class).undecidedRows(this.run);
	}

}
