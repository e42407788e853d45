package org.rolebindings.binding;

import java.nio.charset.StandardCharsets;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class QuotingTests {

	@ParameterizedTest
	@ValueSource(strings = { "", "plain", "two words", "it's", "\u00e4\u6F22\uD83D\uDE00", "e\u0301", "\\u202E" })
	void quotedWhenTextIsLegibleLeavesItAsItIs(String text) {
		assertThat(Quoting.quoted(text)).isEqualTo("'" + text + "'");
	}

	@ParameterizedTest
	@CsvSource({ "0000", "0009", "000A", "000D", "001B", "007F", "0085", "009B", "00A0", "00AD", "200B", "200D", "200E",
			"2028", "2029", "202A", "202E", "2066", "2069", "3000", "E000", "FEFF", "FFFF", "0378" })
	void quotedWhenACharacterCannotBeSeenWritesItsNumber(String hex) {
		char c = (char) Integer.parseInt(hex, 16);
		assertThat(Quoting.quoted("a" + c + "b")).isEqualTo("'a\\u" + hex + "b'");
	}

	/** A tag and a music sign that are invisible, and a letter of nobody's. */
	@ParameterizedTest
	@CsvSource({ "E0041, DB40, DC41", "1D173, D834, DD73", "10FFFD, DBFF, DFFD", "3FFFD, D8BF, DFFD" })
	void quotedWhenASurrogatePairCannotBeSeenWritesBothNumbers(String hex, String high, String low) {
		String text = Character.toString(Integer.parseInt(hex, 16));
		assertThat(Quoting.quoted(text)).isEqualTo("'\\u" + high + "\\u" + low + "'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "D83D", "DE00" })
	void quotedWhenASurrogateStandsAloneWritesItsNumber(String hex) {
		char c = (char) Integer.parseInt(hex, 16);
		assertThat(Quoting.quoted("a" + c + "b")).isEqualTo("'a\\u" + hex + "b'");
	}

	@Test
	void quotedWhenTextHasEightyCharactersShowsAll() {
		assertThat(Quoting.quoted("x".repeat(80))).isEqualTo("'" + "x".repeat(80) + "'");
	}

	@Test
	void quotedWhenTextIsLongerShowsTheBeginning() {
		assertThat(Quoting.quoted("x".repeat(81))).isEqualTo("'" + "x".repeat(80) + "…'");
	}

	@Test
	void legibleWhenTheCutFallsAtASurrogatePairDoesNotSplitIt() {
		assertThat(Quoting.legible("ab\uD83D\uDE00c", 3)).isEqualTo("ab\uD83D\uDE00…");
		assertThat(Quoting.legible("ab\uD83D\uDE00c", 2)).isEqualTo("ab…");
	}

	@ParameterizedTest
	@ValueSource(strings = { "0000", "D83D", "DE00" })
	void storableWhenNoDatabaseHasToHoldACharacterReplacesIt(String hex) {
		char c = (char) Integer.parseInt(hex, 16);
		for (String text : new String[] { "%s", "a%s", "%sb", "\uD83D\uDE00%s\uD83D\uDE00" }) {
			assertThat(Quoting.isStorable(text.formatted(c))).isFalse();
			assertThat(Quoting.storable(text.formatted(c))).isEqualTo(text.formatted('\uFFFD'));
		}
	}

	@Property(tries = 1000)
	void storableOfAnyTextIsWhatAnEncodingCarriesWithoutNul(@ForAll @From("texts") String text) {
		String carried = new String(text.getBytes(StandardCharsets.UTF_16BE), StandardCharsets.UTF_16BE);
		assertThat(Quoting.storable(text)).isEqualTo(carried.replace('\0', '\uFFFD'));
		assertThat(Quoting.isStorable(text)).isEqualTo(Quoting.storable(text).equals(text));
	}

	@Property(tries = 1000)
	void legibleOfAnyTextIsOneLineWithoutControls(@ForAll @From("texts") String text) {
		String shown = Quoting.legible(text, 50);
		assertThat(shown.codePoints().map(Character::getType)).doesNotContain((int) Character.CONTROL,
				(int) Character.FORMAT, (int) Character.LINE_SEPARATOR, (int) Character.PARAGRAPH_SEPARATOR,
				(int) Character.SURROGATE, (int) Character.UNASSIGNED, (int) Character.PRIVATE_USE);
		assertThat(shown.length()).isLessThanOrEqualTo(50 * 12 + 1);
	}

	@Provide
	Arbitrary<String> texts() {
		return Arbitraries.strings().ofMaxLength(60);
	}

}
