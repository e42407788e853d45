package org.rolebindings.binding;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

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

class IdTests {

	@ParameterizedTest
	@CsvSource({ "U3BhY2U6MTphYg==, Space, Space:1:ab", "U3BhY2U6MTphYg, Space, Space:1:ab",
			"VXNlcjo+Pj8/, User, User:>>??", "VXNlcjo-Pj8_, User, User:>>??", "TW9kZWw6eA==, Model, Model:x",
			"Um9sZTo6, Role, Role::" })
	void parseWhenTextIsBase64OfKindAndRestDecodesIt(String text, String kind, String plain) {
		Id id = parsed(text);
		assertThat(id.kind()).isEqualTo(kind);
		assertThat(id.identity()).asString(StandardCharsets.UTF_8).isEqualTo(plain);
		assertThat(id.text()).isEqualTo(text);
		assertThat(id).hasToString(text);
	}

	@ParameterizedTest
	@CsvSource({ "Spa001, Space", "Prj7, Project", "Pro42, Project", "Mod0, Model", "Usr00000000000000000000, User",
			"Rol1, Role" })
	void parseWhenTextIsShortFormTellsTheKind(String text, String kind) {
		Id id = parsed(text);
		assertThat(id.kind()).isEqualTo(kind);
		assertThat(id.identity()).asString(StandardCharsets.UTF_8).isEqualTo(text);
		assertThat(id.text()).isEqualTo(text);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Spa", "Usr", "spa001", "SPA001", "Spa00x", "Spax", "Spa-1", "Spa 1", "Spa1.5", "Bnd001",
			"Space001", "Usr\u0661", "001" })
	void parseWhenShortFormIsNotOneRefusesIt(String text) {
		assertThat(Id.parse(text)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "VXNlcjo+Pj8_", "VXNlcjo-Pj8/" })
	void parseWhenAlphabetsAreMixedRefusesIt(String text) {
		assertThat(Id.parse(text)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "U3BhY2U6MTphYg=", "U3BhY2U6MTphYg===", "U3BhY2U6MTphYg====", "U3BhY2U6MTphYg==x",
			"U3BhY2U6MTph=", "=", "==", "=U3BhY2U6MTphYg", "U3BhY2U6=MTph" })
	void parseWhenPaddingIsWrongRefusesIt(String text) {
		assertThat(Id.parse(text)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "U3BhY2U6 MTph", "U3BhY2U6\tMTph", "U3BhY2U6\nMTph", " U3BhY2U6MTph",
			"U3BhY2U6MTph ", "U3BhY2U6MTph\u00e4", "U3BhY2U6MTph\u0155", "U", "U3BhY2U6M", "Space:1:ab" })
	void parseWhenTextIsNotBase64RefusesIt(String text) {
		assertThat(Id.parse(text)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "Space:", ":1:ab", ":", "Space", "Space2:1", "Sp ace:1", "Spa_ce:1", "Sp\u00e4ce:1",
			" Space:1", "2:1" })
	void parseWhenDecodedTextIsNoKindAndRestRefusesIt(String plain) {
		assertThat(Id.parse(IdTexts.id(plain))).isEmpty();
	}

	@Test
	void parseWhenRestIsBlankTakesItForARest() {
		assertThat(parsed(IdTexts.id("Space: ")).kind()).isEqualTo("Space");
	}

	@Test
	void parseWhenKindIsInAnotherCaseKeepsIt() {
		assertThat(parsed(IdTexts.id("sPACE:1")).kind()).isEqualTo("sPACE");
	}

	@Test
	void equalsWhenOnlyTheSpellingDiffersIsTrue() {
		assertThat(List.of("VXNlcjo+Pj8/Pw==", "VXNlcjo+Pj8/Pw", "VXNlcjo-Pj8_Pw==", "VXNlcjo-Pj8_Pw"))
			.map(IdTests::parsed)
			.allSatisfy((id) -> assertThat(id).isEqualTo(parsed("VXNlcjo+Pj8/Pw=="))
				.hasSameHashCodeAs(parsed("VXNlcjo+Pj8/Pw==")));
	}

	/** RFC 4648, section 3.5: bits that are left over may be anything. */
	@Test
	void equalsWhenOnlyLeftOverBitsDifferIsTrue() {
		assertThat(parsed("U3BhY2U6MTphYh==")).isEqualTo(parsed("U3BhY2U6MTphYg=="));
	}

	@ParameterizedTest
	@CsvSource({ "Model:1, Project:1", "Space:1, Space:2", "Space:1, 'Space:1 '", "Space:a, Space:A",
			"space:1, Space:1", "User:1, Role:1" })
	void equalsWhenKindOrRestDiffersIsFalse(String one, String other) {
		assertThat(parsed(IdTexts.id(one))).isNotEqualTo(parsed(IdTexts.id(other)));
	}

	@Test
	void equalsWhenShortFormHasOtherDigitsIsFalse() {
		assertThat(parsed("Spa001")).isEqualTo(parsed("Spa001")).isNotEqualTo(parsed("Spa1"));
	}

	@Test
	void equalsWhenTheOtherIsNoIdIsFalse() {
		assertThat(parsed("Spa001").equals((Object) "Spa001")).isFalse();
	}

	@Test
	void identityWhenChangedByTheCallerStaysAsItWas() {
		Id id = parsed("Spa001");
		id.identity()[0] = 'x';
		assertThat(id).isEqualTo(parsed("Spa001"));
	}

	@Property(tries = 2000)
	void parseOfWhatWasEncodedIsWhatItWas(@ForAll @From("plain") byte[] plain) {
		List<Id> spellings = IdTexts.spellings(plain).stream().map(IdTests::parsed).toList();
		assertThat(spellings).allSatisfy((id) -> {
			assertThat(id.identity()).isEqualTo(plain);
			assertThat(new String(plain, StandardCharsets.ISO_8859_1)).startsWith(id.kind() + ":");
		});
		assertThat(spellings).containsOnly(spellings.get(0));
	}

	@Provide
	Arbitrary<byte[]> plain() {
		return IdTexts.plain(IdTexts.kinds());
	}

	@Property(tries = 5000)
	void parseOfAnyTextIsAnIdOrNone(@ForAll @From("texts") String text) {
		Optional<Id> id = Id.parse(text);
		id.ifPresent((parsed) -> {
			assertThat(parsed.text()).isEqualTo(text);
			assertThat(parsed.kind()).matches("[A-Za-z]+");
			String identity = new String(parsed.identity(), StandardCharsets.ISO_8859_1);
			assertThat(identity).matches((plain) -> plain.equals(text)
					|| (plain.startsWith(parsed.kind() + ":") && plain.length() > parsed.kind().length() + 1));
		});
	}

	@Provide
	Arbitrary<String> texts() {
		Arbitrary<String> nearBase64 = Arbitraries.strings()
			.withChars("ABSpaUsrRol019+/-_= \n:\u00e4\uD83D\uDE00")
			.ofMaxLength(12);
		Arbitrary<String> broken = IdTexts.ofKinds("Space", "User")
			.flatMap((id) -> Arbitraries.integers()
				.between(0, id.length() - 1)
				.map((at) -> id.substring(0, at) + id.substring(at + 1)));
		return Arbitraries.oneOf(Arbitraries.strings(), nearBase64, broken);
	}

	private static Id parsed(String text) {
		return Id.parse(text).orElseThrow(() -> new AssertionError("'" + text + "' is no id"));
	}

}
