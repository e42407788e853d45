package org.rolebindings.store.h2;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import com.zaxxer.hikari.HikariDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.binding.Decision;
import org.rolebindings.binding.ExistingBinding;
import org.rolebindings.binding.Outcome;
import org.rolebindings.ledger.InFlightLedger;
import org.rolebindings.ledger.OldRuns;
import org.rolebindings.ledger.OpenLedger;
import org.rolebindings.ledger.RowLedger;
import org.rolebindings.ledger.RunLedger;
import org.rolebindings.ledger.run.RunRequest;
import org.rolebindings.ledger.run.RunStatus;
import org.rolebindings.ledger.schema.LedgerSchema;
import org.rolebindings.ledger.staged.BatchedInsert;
import org.rolebindings.store.Durability;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests that a loss of power leaves what must be on the disk by then. */
class PowerLossTests {

	private static final int LUCKS = 4;

	@TempDir
	private Path folder;

	private HikariDataSource dataSource;

	private RunLedger runs;

	private RowLedger rows;

	private InFlightLedger inFlight;

	private Durability durability;

	@BeforeEach
	void open() {
		PowerlessDisk.plugIn();
		this.dataSource = new HikariDataSource();
		this.dataSource.setJdbcUrl(PowerlessDisk.url(this.folder.resolve("ledger")));
		this.dataSource.setUsername("sa");
		new LedgerSchema(LedgerSchema.Dialect.H2).create(this.dataSource);
		JdbcTemplate jdbc = new JdbcTemplate(this.dataSource);
		TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(this.dataSource));
		jdbc.execute(StateCounter.TABLE);
		this.durability = new Durability(StateCounter.open(this.dataSource, this.folder)::force);
		this.runs = new RunLedger(jdbc, transaction, this.durability);
		this.rows = new RowLedger(jdbc, new BatchedInsert(jdbc));
		this.inFlight = new InFlightLedger(jdbc, transaction, this.durability);
	}

	@AfterEach
	void close() {
		this.dataSource.close();
	}

	@Test
	void markHoldsWithoutPower() {
		long run = start();
		this.rows.stage(run, List.of(OpenLedger.valid(2), OpenLedger.valid(3), OpenLedger.valid(4)));
		this.inFlight.mark(OpenLedger.firstStart(run), 0, 3, OpenLedger.MARKED);
		decide(run, 2);
		withoutPower((left) -> {
			left.inFlight().recover(OpenLedger.IDENTITY.target());
			assertThat(left.doubts(run)).containsEntry(3L, OpenLedger.MARKED).doesNotContainKey(4L);
			assertThat(left.undecided(run)).extracting((row) -> row.line()).contains(3L, 4L);
		});
	}

	@Test
	void formerRoleHoldsWithoutPower() {
		long run = start();
		this.rows.stage(run, List.of(OpenLedger.valid(2)));
		this.inFlight.mark(OpenLedger.firstStart(run), 0, 2, OpenLedger.MARKED);
		this.inFlight.journal(run).beforeUpdate(2, "Bnd2", "Rol9");
		withoutPower((left) -> assertThat(left.journalled(run, 2)).isEqualTo(new ExistingBinding("Bnd2", "Rol9")));
		this.inFlight.journal(run).nothingToUpdate(2);
		withoutPower((left) -> assertThat(left.journalled(run, 2)).isNull());
	}

	@Test
	void recoveryAndSettlementHoldWithoutPower() {
		long run = start();
		this.rows.stage(run, List.of(OpenLedger.valid(2), OpenLedger.valid(3)));
		this.inFlight.mark(OpenLedger.firstStart(run), 0, 3, OpenLedger.MARKED);
		this.inFlight.recover(OpenLedger.IDENTITY.target());
		withoutPower((left) -> {
			assertThat(left.doubts(run)).isEqualTo(Map.of(2L, OpenLedger.MARKED, 3L, OpenLedger.MARKED));
			assertThat(left.marks()).isZero();
		});
		this.inFlight.mark(OpenLedger.firstStart(run), 0, 3, OpenLedger.MARKED.plusSeconds(1));
		this.inFlight.settle(OpenLedger.firstStart(run), List.of());
		withoutPower((left) -> assertThat(left.marks()).isZero());
	}

	@Test
	void finishedStepAndEndedRunHoldWithoutPower() {
		long run = start();
		for (long line = 2; line < 500; line++) {
			this.rows.stage(run, List.of(OpenLedger.valid(line)));
		}
		this.durability.force();
		withoutPower((left) -> assertThat(left.undecided(run)).hasSize(498));
		decide(run, IntStream.range(2, 500).toArray());
		this.runs.end(run, RunStatus.COMPLETED, OpenLedger.STARTED);
		withoutPower((left) -> {
			assertThat(left.runs().get(run).status()).isEqualTo(RunStatus.COMPLETED);
			assertThat(left.undecided(run)).isEmpty();
		});
	}

	@Test
	void bequestHoldsWithoutPower() {
		long run = start();
		this.rows.stage(run, List.of(OpenLedger.valid(2)));
		this.inFlight.mark(OpenLedger.firstStart(run), 0, 2, OpenLedger.MARKED);
		long successor = start();
		withoutPower((left) -> {
			assertThat(left.runs().get(run).status()).isEqualTo(RunStatus.ABANDONED);
			left.stage(successor, 2);
			left.inFlight().recover(OpenLedger.IDENTITY.target());
			assertThat(left.doubts(successor)).containsEntry(2L, OpenLedger.MARKED);
		});
	}

	/** What is removed makes room into which the rest is moved. */
	@Test
	void compactionHoldsWithoutPower() {
		long old = start();
		this.rows.stage(old, LongStream.range(2, 20_000).mapToObj(OpenLedger::valid).toList());
		this.runs.end(old, RunStatus.FAILED, OpenLedger.STARTED);
		long kept = start();
		this.rows.stage(kept, LongStream.range(2, 500).mapToObj(OpenLedger::valid).toList());
		this.durability.force();
		OldRuns removal = new OldRuns(new JdbcTemplate(this.dataSource),
				new TransactionTemplate(new JdbcTransactionManager(this.dataSource)), () -> {
				});
		removal.remove(old);
		while (removal.removeSomeRows()) {
			// Until none is left
		}
		this.dataSource.close();
		Consumer<OpenLedger> check = (left) -> {
			assertThat(left.runs().get(kept).status()).isEqualTo(RunStatus.RUNNING);
			assertThat(left.undecided(kept)).hasSize(498);
		};
		withoutPower(check);
		new JdbcTemplate(
				new SingleConnectionDataSource(PowerlessDisk.url(this.folder.resolve("ledger")), "sa", "", true))
			.execute("SHUTDOWN COMPACT");
		withoutPower(check);
	}

	private long start() {
		return this.runs
			.start(OpenLedger.IDENTITY, "x.csv", "role_id,user_id,resource_type,resource_id", RunRequest.NONE,
					OpenLedger.STARTED, (number) -> "x-" + number)
			.number();
	}

	private void decide(long run, int... lines) {
		this.rows.decide(OpenLedger.firstStart(run), IntStream.of(lines)
			.mapToObj((line) -> new Decision(line, Outcome.CREATED, "Bnd" + line, null, null, null, null, null, 1))
			.toList());
	}

	/**
	 * Checks what is left with nothing but what was forced, and with more or less luck.
	 */
	private void withoutPower(Consumer<OpenLedger> check) {
		withoutPower(null, check);
		for (int seed = 0; seed < LUCKS; seed++) {
			withoutPower(new Random(seed), check);
		}
	}

	private void withoutPower(@Nullable Random luck, Consumer<OpenLedger> check) {
		Path left = this.folder.resolve("left-" + System.nanoTime());
		PowerlessDisk.losePower(luck, left.resolve("ledger.mv.db"));
		try (OpenLedger ledger = new OpenLedger(left)) {
			check.accept(ledger);
		}
	}

}
