package org.rolebindings.job.compare;

import org.junit.jupiter.api.Test;
import org.rolebindings.binding.ResourceType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Tests for {@link RowPrints}. */
class RowPrintsTests {

	@Test
	void findWhenRowsAreFewCountsEachOnce() {
		RowPrints prints = new RowPrints(1_000);
		for (int i = 0; i < 1_000; i++) {
			prints.add(SlotEntries.row(i + 2, "a", "u" + i, "s"));
		}
		assertThat(prints.rows(ResourceType.SPACE)).isEqualTo(1_000);
		assertThat(prints.rows(ResourceType.PROJECT)).isZero();
		for (int i = 0; i < 1_000; i++) {
			SlotEntry listed = SlotEntries.listed("b", 0, "a", "u" + i, "s");
			assertThat(prints.mayWant(listed)).isTrue();
			assertThat(prints.find(listed)).isEqualTo(1);
			assertThat(prints.find(listed)).isZero();
		}
	}

	@Test
	void findWhenTheRoleIsAnotherOrTheSlotIsForeignFindsNothing() {
		RowPrints prints = new RowPrints(1);
		prints.add(SlotEntries.row(2, "a", "u", "s"));
		assertThat(prints.find(SlotEntries.listed("b", 0, "other", "u", "s"))).isZero();
		assertThat(prints.find(SlotEntries.listed("b", 0, "a", "u", "s2"))).isZero();
		assertThat(prints.mayWant(SlotEntries.listed("b", 0, "other", "u", "s"))).as("the slot is wanted").isTrue();
		assertThat(prints.mayWant(SlotEntries.listed("b", 0, "a", "u", "s2"))).isFalse();
	}

	@Test
	void findWhenRowsAreManyEstimatesByASample() {
		int rows = 1_000_000;
		RowPrints prints = new RowPrints(rows);
		for (int i = 0; i < rows; i++) {
			prints.add(SlotEntries.row(i + 2, "a", "u" + i % 1_000, "s" + i));
		}
		long found = 0;
		for (int i = 0; i < rows / 10; i++) {
			found += prints.find(SlotEntries.listed("b", 0, "a", "u" + i % 1_000, "s" + i));
		}
		assertThat(found).isCloseTo(rows / 10, within(rows / 200L));
		long foreign = 0;
		for (int i = rows; i < rows + 10_000; i++) {
			foreign += prints.mayWant(SlotEntries.listed("b", 0, "a", "u", "s" + i)) ? 1 : 0;
		}
		assertThat(foreign).as("foreign bindings that go to the disk").isLessThan(1_000);
	}

	@Test
	void addWhenThereAreFarMoreRowsThanWereToldKeepsItsBounds() {
		RowPrints prints = new RowPrints(1);
		for (int i = 0; i < 300_000; i++) {
			prints.add(SlotEntries.row(i + 2, "a", "u", "s" + i));
		}
		assertThat(prints.find(SlotEntries.listed("b", 0, "a", "u", "s1"))).isEqualTo(1);
		assertThat(prints.find(SlotEntries.listed("b", 0, "a", "u", "s299999"))).isZero();
	}

}
