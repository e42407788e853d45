package org.rolebindings.job.names;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link NearNames}. */
class NearNamesTests {

	@Test
	void ofNamesThreeTheNearestFirst() {
		assertThat(NearNames.of("Editor", List.of("Editors", "editor", "Edito", "Edotir", "Viewer")))
			.containsExactly("editor", "Edito", "Editors");
	}

	@Test
	void ofNamesEachOnceAndNoneThatIsFarAway() {
		assertThat(NearNames.of("prod", List.of("prod-eu", "prods", "prods", "test"))).containsExactly("prods");
	}

	@Test
	void ofWhenNamesAreShortOrEmptyNamesNoEmptyOne() {
		assertThat(NearNames.of("a", List.of("", " ", "b"))).containsExactly("b");
		assertThat(NearNames.of("", List.of())).isEmpty();
	}

	@Test
	void ofAnEmailDoesNotNameAllOfItsDomain() {
		assertThat(NearNames.of("nobody@a-long.example", List.of("u0@a-long.example", "nobdy@a-long.example")))
			.containsExactly("nobdy@a-long.example");
	}

	@Test
	void ofPassesOverVeryLongNames() {
		String name = "x".repeat(4_096);
		List<String> others = IntStream.range(0, 20_000).mapToObj((i) -> name + i).toList();
		assertThat(NearNames.of(name, others)).isEmpty();
	}

}
