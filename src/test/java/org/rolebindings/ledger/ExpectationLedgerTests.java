package org.rolebindings.ledger;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rolebindings.binding.ExistingBinding;
import org.rolebindings.binding.PlacementAction.Expectation;
import org.rolebindings.binding.UndecidedRow;
import org.rolebindings.store.DamagedStateException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ExpectationLedgerTests {

	private static final ExistingBinding BINDING = new ExistingBinding("Bnd3", "Rol9");

	@TempDir
	private Path folder;

	private OpenLedger ledger;

	private long run;

	@BeforeEach
	void open() {
		this.ledger = new OpenLedger(this.folder.resolve("state"));
		this.run = this.ledger.start(OpenLedger.IDENTITY.applying("cd".repeat(32)), OpenLedger.STARTED).number();
	}

	@AfterEach
	void close() {
		this.ledger.close();
	}

	@Test
	void plannedAfterGivesEachRowWhatThePlanSays() {
		stage(this.run);
		assertThat(this.ledger.rows().plannedAfter(this.run, 0, 10)).extracting(UndecidedRow::expectation)
			.containsExactly(Expectation.NOTHING, new Expectation(BINDING), Expectation.NOTHING);
		assertThat(this.ledger.rows().plannedAfter(this.run, 2, 1)).singleElement()
			.extracting(UndecidedRow::expectation)
			.isEqualTo(new Expectation(BINDING));
		assertThat(this.ledger.rows().plannedAfter(this.run, 4, 1)).isEmpty();
	}

	@Test
	void plannedAfterWhenAnotherRunHasAnotherPlanDoesNotMixThem() {
		stage(this.run);
		long other = this.ledger.start();
		this.ledger.stage(other, 2, 3, 4);
		assertThat(this.ledger.rows().plannedAfter(other, 0, 10)).extracting(UndecidedRow::expectation)
			.containsOnly(Expectation.NOTHING);
	}

	@Test
	void undecidedAfterKnowsNoPlan() {
		stage(this.run);
		assertThat(this.ledger.undecided(this.run)).extracting(UndecidedRow::expectation).containsOnlyNulls();
	}

	@ParameterizedTest
	@ValueSource(strings = { "DELETE FROM expectation", "UPDATE expectation SET role_id = 'Rol1'",
			"UPDATE expectation SET binding_id = 'Bnd4'", "UPDATE expectation SET row_id = row_id + 1" })
	void forEachRowWhenWhatThePlanSaysIsDamagedSaysSo(String damage) {
		stage(this.run);
		assertThat(this.ledger.report(this.run)).hasSize(3);
		this.ledger.update(damage);
		assertThatExceptionOfType(DamagedStateException.class).isThrownBy(() -> this.ledger.report(this.run));
	}

	@Test
	void forEachRowWhenThePlanNamesManyBindingsReadsAllOfThem() {
		Map<Long, ExistingBinding> planned = new HashMap<>();
		for (long line = 2; line < 2_002; line++) {
			this.ledger.stage(this.run, line);
			planned.put(line, new ExistingBinding("Bnd" + line, "Rol9"));
		}
		this.ledger.write(() -> this.ledger.rows().expect(this.run, planned));
		assertThat(this.ledger.report(this.run)).hasSize(2_000);
	}

	@Test
	void removeSomeRowsTakesWhatThePlanOfTheRunSays() {
		stage(this.run);
		long newest = this.ledger.start();
		stage(newest);
		this.ledger.oldRuns().remove(this.run);
		while (this.ledger.oldRuns().removeSomeRows()) {
			// Until none is left
		}
		assertThat(this.ledger.count("SELECT COUNT(*) FROM expectation")).isOne();
		assertThat(this.ledger.report(newest)).hasSize(3);
	}

	private void stage(long number) {
		this.ledger.stage(number, 2, 3, 4);
		this.ledger.write(() -> this.ledger.rows().expect(number, Map.of(3L, BINDING)));
		this.ledger.write(() -> this.ledger.rows().expect(number, Map.of()));
	}

}
