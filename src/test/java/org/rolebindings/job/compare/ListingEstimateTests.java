package org.rolebindings.job.compare;

import org.junit.jupiter.api.Test;
import org.rolebindings.binding.Binding;
import org.rolebindings.binding.ResourceType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Tests for {@link ListingEstimate}. */
class ListingEstimateTests {

	@Test
	void findWhenRowsAreFewCountsEachOnce() {
		ListingEstimate estimate = new ListingEstimate(1_000);
		for (int i = 0; i < 1_000; i++) {
			estimate.add(SlotEntries.binding("a", "u" + i, "s"));
		}
		assertThat(estimate.rows(ResourceType.SPACE)).isEqualTo(1_000);
		assertThat(estimate.rows(ResourceType.PROJECT)).isZero();
		for (int i = 0; i < 1_000; i++) {
			Binding listed = SlotEntries.binding("a", "u" + i, "s");
			assertThat(estimate.mayWant(listed)).isTrue();
			assertThat(estimate.find(listed)).isEqualTo(1);
			assertThat(estimate.find(listed)).isZero();
		}
	}

	@Test
	void findWhenTheRoleIsAnotherOrTheSlotIsForeignFindsNothing() {
		ListingEstimate estimate = new ListingEstimate(1);
		estimate.add(SlotEntries.binding("a", "u", "s"));
		assertThat(estimate.find(SlotEntries.binding("other", "u", "s"))).isZero();
		assertThat(estimate.find(SlotEntries.binding("a", "u", "s2"))).isZero();
		assertThat(estimate.mayWant(SlotEntries.binding("other", "u", "s"))).as("the slot is wanted").isTrue();
		assertThat(estimate.mayWant(SlotEntries.binding("a", "u", "s2"))).isFalse();
	}

	@Test
	void findWhenRowsAreManyEstimatesByASample() {
		int rows = 1_000_000;
		ListingEstimate estimate = new ListingEstimate(rows);
		for (int i = 0; i < rows; i++) {
			estimate.add(SlotEntries.binding("a", "u" + i % 1_000, "s" + i));
		}
		long found = 0;
		for (int i = 0; i < rows / 10; i++) {
			found += estimate.find(SlotEntries.binding("a", "u" + i % 1_000, "s" + i));
		}
		assertThat(found).isCloseTo(rows / 10, within(rows / 200L));
		long foreign = 0;
		for (int i = rows; i < rows + 10_000; i++) {
			foreign += estimate.mayWant(SlotEntries.binding("a", "u", "s" + i)) ? 1 : 0;
		}
		assertThat(foreign).as("foreign bindings that go to the disk").isLessThan(1_000);
	}

	@Test
	void addWhenThereAreFarMoreRowsThanWereToldKeepsItsBounds() {
		ListingEstimate estimate = new ListingEstimate(1);
		for (int i = 0; i < 300_000; i++) {
			estimate.add(SlotEntries.binding("a", "u", "s" + i));
		}
		assertThat(estimate.find(SlotEntries.binding("a", "u", "s1"))).isEqualTo(1);
		assertThat(estimate.find(SlotEntries.binding("a", "u", "s299999"))).isZero();
	}

}
