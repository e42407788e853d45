package org.rolebindings.binding.validation;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link Blanks}. */
class BlanksTests {

	@ParameterizedTest
	@ValueSource(strings = { " ", "\t", "\n", "\r", "\u0085", "\u00a0", "\u00ad", "\u1680", "\u2007", "\u2009",
			"\u200b", "\u200e", "\u2028", "\u202f", "\u2060", "\u3000", "\ufeff" })
	void trimRemovesEveryBlankAtBothEndsOnly(String blank) {
		assertThat(Blanks.trim(blank + blank + "a" + blank + "b" + blank)).isEqualTo("a" + blank + "b");
		assertThat(Blanks.trim(blank)).isEmpty();
		assertThat(Blanks.isBlank(blank + blank)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "a", "0", "_", "\u00e4", "\u6F22", "\uD83D\uDE00", "\u0301" })
	void trimLeavesWhatIsSeen(String text) {
		assertThat(Blanks.trim(text)).isEqualTo(text);
		assertThat(Blanks.isBlank(text)).isFalse();
	}

	@Test
	void namedTellsCodePointAndName() {
		assertThat(Blanks.named("a\u00a0b\u200bc\u00a0d"))
			.isEqualTo(" It contains U+00A0 (NO-BREAK SPACE), U+200B (ZERO WIDTH SPACE); remove that.");
		assertThat(Blanks.named("a b")).isEmpty();
	}

}
