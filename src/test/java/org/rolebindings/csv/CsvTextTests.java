package org.rolebindings.csv;

import java.io.IOException;
import java.util.List;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link CsvText}. */
class CsvTextTests {

	@Test
	void joinWhenNothingNeedsQuotesWritesNone() {
		assertThat(CsvText.join("a", "", "b c", "d'e", "=1+2", "\u00e4\uD83D\uDE00", "#"))
			.isEqualTo("a,,b c,d'e,=1+2,\u00e4\uD83D\uDE00,#");
	}

	@Test
	void joinWhenFieldHasCommaQuoteOrBreakQuotesIt() {
		assertThat(CsvText.join("a,b", "say \"x\"", "\"", "c\nd", "e\rf", "g;h"))
			.isEqualTo("\"a,b\",\"say \"\"x\"\"\",\"\"\"\",\"c\nd\",\"e\rf\",g;h");
	}

	@ParameterizedTest
	@ValueSource(strings = { " a", "a ", "\ta", "a\t", "\u2003a", "a\u3000", " ", "\uFEFFa", "\u000b" })
	void joinWhenFieldBeginsOrEndsWithABlankQuotesIt(String field) {
		assertThat(CsvText.join("x", field)).isEqualTo("x,\"" + field + "\"");
	}

	@Test
	void joinWhenTheOnlyFieldIsEmptyWritesQuotesForALineThatIsNotEmpty() {
		assertThat(CsvText.join("")).isEqualTo("\"\"");
	}

	@Test
	void joinWhenSeveralFieldsAreEmptyWritesCommas() {
		assertThat(CsvText.join("", "", "")).isEqualTo(",,");
	}

	@Test
	void joinWhenGivenAListWritesTheSame() {
		assertThat(CsvText.join(List.of("a,b", "c"))).isEqualTo("\"a,b\",c");
	}

	@Property(tries = 1000)
	void joinIsReadBackByCommonsCsv(@ForAll @Size(min = 1, max = 6) List<@From("text") String> fields)
			throws IOException {
		try (CSVParser parser = CSVParser.parse(CsvText.join(fields), CSVFormat.DEFAULT)) {
			List<CSVRecord> records = parser.getRecords();
			assertThat(records).hasSize(1);
			assertThat(records.get(0).toList()).isEqualTo(fields);
		}
	}

	@Provide
	Arbitrary<String> text() {
		return CsvTexts.anyText();
	}

	@ParameterizedTest
	@ValueSource(strings = { "=1+2", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\uFF1D1", "\uFF0B1", "\uFF0D1",
			"\uFF20x", "-" })
	void neutraliseWhenASpreadsheetWouldRunTextPutsAnApostropheBeforeIt(String text) {
		assertThat(CsvText.neutralise(text)).isEqualTo("'" + text);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a", "1=1", "'=1", "(=1)", "\u00e4=" })
	void neutraliseWhenTextIsHarmlessKeepsIt(String text) {
		assertThat(CsvText.neutralise(text)).isSameAs(text);
	}

}
