package org.rolebindings.csv;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;

/** Texts that make trouble in a CSV more often than chance would have it. */
final class CsvTexts {

	private CsvTexts() {
	}

	/** Any text without NUL and unpaired surrogates. */
	static Arbitrary<String> anyText() {
		Arbitrary<String> awkward = Arbitraries.of(",", ";", "\t", "\"", "\"\"", "\r", "\n", "\r\n", " ", "\u2003",
				"\u0085", "\u2028", "\uFEFF", "=", "'", "#", "\\", "\u001B", "\u00e4", "\uD83D\uDE00", "a", "Usr001");
		Arbitrary<String> any = Arbitraries.integers()
			.between(1, Character.MAX_CODE_POINT)
			.filter((codePoint) -> codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE)
			.map(Character::toString);
		return Arbitraries.frequencyOf(Tuple.of(4, awkward), Tuple.of(1, any))
			.list()
			.ofMaxSize(8)
			.map((pieces) -> String.join("", pieces));
	}

}
