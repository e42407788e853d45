package org.rolebindings.csv;

import java.util.Arrays;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.validation.InputRow;
import org.rolebindings.binding.validation.Rejection;
import org.rolebindings.binding.validation.RowNames;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link RowMapper}: records that are wrong by themselves. */
class RowMapperTests {

	private static final String EMOJI = "\uD83D\uDE00";

	private final RowMapper mapper = new RowMapper(
			CsvHeader.of("x.csv", 1,
					new String[] { "role_id", "user_id", "resource_type", "resource_id", "line", " Note " }, Set.of()),
			null);

	@Test
	void mapWhenFieldsAreAsManyAsColumnsFindsNoDefect() {
		assertThat(map("Rol1", "Usr1", "SPACE", "Spa1", "9", "n").defect()).isNull();
	}

	@Test
	void mapReadsNamesWithoutTheirBlanks() {
		RowMapper names = new RowMapper(CsvHeader.of("x.csv", 1,
				new String[] { "project_name", "space_name", "user_email", "role_name", "resource_type" }, Set.of()),
				null);
		InputRow row = names.map(7,
				new String[] { " a\nb ", "\u00a0S\u200b", " Ann@x.com", EMOJI + " \"r\"", "project" });
		assertThat(row.names()).isEqualTo(new RowNames(EMOJI + " \"r\"", "Ann@x.com", "", "S", "a\nb"));
		assertThat(row.roleId()).isEmpty();
		assertThat(row.carried())
			.isEqualTo("\" a\nb \",\u00a0S\u200b,\" Ann@x.com\"," + "\"" + EMOJI + " \"\"r\"\"\",project");
		assertThat(map("Rol1", "Usr1", "SPACE", "Spa1", "9", "n").names()).isNull();
	}

	@Test
	void mapWhenANameIsTooLongNamesTheColumn() {
		RowMapper names = new RowMapper(CsvHeader.of("x.csv", 1,
				new String[] { "User Email", "role_name", "resource_type", "space_name" }, Set.of()), null);
		InputRow row = names.map(2, new String[] { "a".repeat(4_097), "r", "SPACE", "s" });
		assertThat(message(row)).startsWith("'User Email' has 4,097 characters");
		assertThat(names.map(2, new String[] { "a".repeat(4_096), "r", "SPACE", "s" }).defect()).isNull();
	}

	@Test
	void mapWhenFieldsAreTooFewFillsThemAndSaysSo() {
		InputRow row = map("Rol1", "Usr1");
		assertThat(row.carried()).isEqualTo("Rol1,Usr1,,,");
		assertThat(row.roleId()).isEqualTo("Rol1");
		assertThat(row.userId()).isEqualTo("Usr1");
		assertThat(row.resourceType()).isEmpty();
		assertThat(row.resourceId()).isEmpty();
		assertThat(row.defect()).isEqualTo(new Rejection(ErrorCode.COLUMN_COUNT,
				"The record has 2 fields, the header has 6; look for a delimiter that is missing, or a line break in a "
						+ "value without quotes."));
	}

	@Test
	void mapWhenTheOnlyFieldIsEmptyFindsOneField() {
		assertThat(map("").carried()).isEqualTo(",,,,");
		assertThat(message(map(""))).startsWith("The record has 1 field, the header has 6");
	}

	@Test
	void mapWhenFieldsAreTooManyShowsTheSurplus() {
		InputRow row = map("Rol1", "Usr1", "SPACE", "Spa1", "9", "a", "b\n", "");
		assertThat(row.carried()).isEqualTo("Rol1,Usr1,SPACE,Spa1,a");
		assertThat(row.defect()).isEqualTo(new Rejection(ErrorCode.COLUMN_COUNT,
				"The record has 8 fields, the header has 6; surplus: 'b\\u000A', ''. Look for a delimiter in a value "
						+ "without quotes."));
	}

	@Test
	void mapWhenSurplusIsHugeShowsSomeOfIt() {
		String[] fields = new String[500_000];
		Arrays.fill(fields, "x");
		assertThat(message(map(fields))).contains("'x' and 499974 more").hasSizeLessThan(300);
	}

	@Test
	void mapWhenValueHasTheMostCharactersFindsNoDefect() {
		assertThat(map("Rol1", "Usr1", "SPACE", "Spa1", "9", EMOJI.repeat(4096)).defect()).isNull();
	}

	@Test
	void mapWhenValueIsTooLongNamesColumnAndLength() {
		String value = EMOJI.repeat(4097);
		InputRow row = map("Rol1", "Usr1", "SPACE", "Spa1", "9", value);
		assertThat(row.carried()).isEqualTo("Rol1,Usr1,SPACE,Spa1," + value);
		assertThat(row.defect()).isEqualTo(new Rejection(ErrorCode.VALUE_TOO_LONG,
				"'Note' has 4,097 characters; 4,096 are the most that a value may have. Shorten it."));
	}

	@Test
	void mapWhenAValueThatIsNotCarriedIsTooLongFindsIt() {
		assertThat(message(map("Rol1", "Usr1", "SPACE", "Spa1", "x".repeat(5000), "n"))).startsWith("'line' has 5,000");
	}

	@Test
	void mapWhenCountAndLengthAreWrongTellsTheCount() {
		Rejection defect = map("x".repeat(5000)).defect();
		assertThat(defect).extracting(Rejection::code).isEqualTo(ErrorCode.COLUMN_COUNT);
	}

	private InputRow map(String... fields) {
		return this.mapper.map(7, fields);
	}

	private static @Nullable String message(InputRow row) {
		Rejection defect = row.defect();
		return (defect != null) ? defect.message() : null;
	}

}
