package org.rolebindings.job.compare;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link ListingBudget}. */
class ListingBudgetTests {

	@ParameterizedTest
	@CsvSource({ "3, 16, 3", "100, 16, 5", "1600, 16, 5", "100000, 16, 312", "100000, 1, 1000", "100000, 64, 78",
			"10000000, 16, 31250" })
	void ofAccountReadsFewPagesInVain(long rows, int concurrency, int pages) {
		assertThat(pagesRead(ListingBudget.ofAccount(rows, concurrency), 0)).isEqualTo(pages);
	}

	@ParameterizedTest
	@CsvSource({ "100, 2", "2000, 10", "100000, 500" })
	void ofUsersReadsFewPagesInVain(long rows, int pages) {
		assertThat(pagesRead(ListingBudget.ofUsers(rows), 0)).isEqualTo(pages);
	}

	@Test
	void ofAccountWhenEachPageFindsTwoRowsGoesOnUntilAllAreFound() {
		assertThat(pagesRead(ListingBudget.ofAccount(10_000, 16), 2)).isEqualTo(5_000);
	}

	@Test
	void ofAccountWhenEachPageFindsOneRowGivesUp() {
		assertThat(pagesRead(ListingBudget.ofAccount(10_000, 16), 1)).isBetween(31, 62);
	}

	@Test
	void ofUsersWhenEachPageFindsOneRowGoesOnUntilAllAreFound() {
		assertThat(pagesRead(ListingBudget.ofUsers(10_000), 1)).isEqualTo(10_000);
	}

	@Test
	void allowsWhenHalfIsFoundBearsALongGap() {
		ListingBudget budget = ListingBudget.ofAccount(100_000, 16);
		for (int i = 0; i < 500; i++) {
			budget.read(100);
		}
		assertThat(pagesRead(budget, 0)).isBetween(24_000, 25_000);
	}

	@Test
	void allowsWhenNearlyAllIsFoundEndsSoon() {
		ListingBudget budget = ListingBudget.ofAccount(100_000, 16);
		for (int i = 0; i < 1_000; i++) {
			budget.read((i < 999) ? 100 : 90);
		}
		assertThat(pagesRead(budget, 0)).isEqualTo(5);
	}

	@Test
	void allowsWhenSomePagesAreOutCountsThem() {
		ListingBudget budget = ListingBudget.ofUsers(1_000);
		assertThat(budget.allows(5)).isTrue();
		assertThat(budget.allows(6)).isFalse();
	}

	private static int pagesRead(ListingBudget budget, long found) {
		int pages = 0;
		while (budget.allows(1) && pages < 100_000) {
			budget.read(found);
			pages++;
		}
		return pages;
	}

}
