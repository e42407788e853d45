package org.rolebindings.csv;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests for {@link CsvHeader}. */
class CsvHeaderTests {

	@Test
	void ofFindsColumnsInAnyOrderAndCaseAndBetweenBlanks() {
		CsvHeader header = of(" RESOURCE_ID\t", "note", "User_Id", "role_id", "Resource_Type");
		assertThat(header.indexOf(CsvHeader.RESOURCE_ID)).isZero();
		assertThat(header.indexOf(CsvHeader.USER_ID)).isEqualTo(2);
		assertThat(header.indexOf(CsvHeader.ROLE_ID)).isEqualTo(3);
		assertThat(header.indexOf(CsvHeader.RESOURCE_TYPE)).isEqualTo(4);
	}

	@Test
	void ofWhenRequiredColumnsAreMissingNamesThemAndWhatIsThere() {
		assertThatExceptionOfType(UnreadableFileException.class)
			.isThrownBy(() -> of("role_id", "userid", "resource_type", "re\u001Bs"))
			.withMessage("x.csv, line 3: the header lacks user_id, resource_id; it has 'role_id', 'userid', "
					+ "'resource_type', 're\\u001Bs'. Name the columns in the file's first line.");
	}

	@Test
	void ofWhenAllIsOneColumnNamesTheDelimiterOption() {
		assertThatExceptionOfType(UnreadableFileException.class)
			.isThrownBy(() -> of("role_id;user_id;resource_type;resource_id"))
			.withMessageContaining("'role_id;user_id;resource_type;resource_id'")
			.withMessageContaining("--delimiter");
	}

	@Test
	void ofWhenARequiredColumnIsThereTwiceNamesIt() {
		assertThatExceptionOfType(UnreadableFileException.class)
			.isThrownBy(() -> of("role_id", "user_id", "resource_type", "resource_id", "USER_ID "))
			.withMessage("x.csv, line 3: the header has user_id more than once; it has 'role_id', 'user_id', "
					+ "'resource_type', 'resource_id', 'USER_ID '. Leave one of them.");
	}

	@Test
	void ofWhenThereAreVeryManyColumnsShowsSomeOfThem() {
		String[] names = IntStream.range(0, 100_000).mapToObj((i) -> "c" + i).toArray(String[]::new);
		assertThatExceptionOfType(UnreadableFileException.class).isThrownBy(() -> of(names))
			.withMessageContaining("'c19' and 99980 more.");
	}

	@Test
	void carriedRepeatsNamesAsTheyWereRead() {
		CsvHeader header = of("Role_ID", " user_id", "resource_type", "a,b", "", "", "note", "note", "resource_id");
		assertThat(header.carried()).isEqualTo("Role_ID,\" user_id\",resource_type,\"a,b\",,,note,note,resource_id");
		assertThat(header.dropped()).isEmpty();
	}

	@Test
	void carriedLeavesOutWhatTheReportsAdd() {
		CsvHeader header = of("line", "role_id", " Outcome ", "user_id", "binding_id", "resource_type",
				"previous_role_id", "resource_id", "ATTEMPTS", "error_code", "http_status", "message", "request_id",
				"Current_Role_Id", "lines");
		assertThat(header.carried()).isEqualTo("role_id,user_id,resource_type,resource_id,lines");
		assertThat(header.dropped()).containsExactly("line", "Outcome", "binding_id", "previous_role_id", "ATTEMPTS",
				"error_code", "http_status", "message", "request_id", "Current_Role_Id");
	}

	@Test
	void droppedWhenAColumnIsThereTwiceHasBoth() {
		CsvHeader header = of("line", "role_id", "user_id", "resource_type", "resource_id", "line");
		assertThat(header.dropped()).containsExactly("line", "line");
	}

	private static CsvHeader of(String... names) {
		return CsvHeader.of("x.csv", 3, names);
	}

}
