package org.rolebindings.csv;

import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rolebindings.csv.source.UnreadableFileException;

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
			.isThrownBy(() -> of("role_id", "person", "resource_type", "re\u001Bs"))
			.withMessage(
					"x.csv, line 3: the header lacks user_id (or user_email), resource_id (or space_name); it has 'role_id', 'person', "
							+ "'resource_type', 're\\u001Bs'. Name the columns in the file's first line.");
	}

	@ParameterizedTest
	@CsvSource({ "Role ID, userId, RESOURCE-TYPE, Resource__Id", "roleid, User-Id, resource type, RESOURCEID",
			"\u00a0role_id\ufeff, user\u202fid, \u200bresource_type, resource_id\u2007" })
	void ofFindsColumnsWhateverTheirCaseBlanksAndDashes(String role, String user, String type, String resource) {
		CsvHeader header = of(type, role, resource, user);
		assertThat(header.indexOf(CsvHeader.RESOURCE_TYPE)).isZero();
		assertThat(header.indexOf(CsvHeader.ROLE_ID)).isOne();
		assertThat(header.indexOf(CsvHeader.RESOURCE_ID)).isEqualTo(2);
		assertThat(header.indexOf(CsvHeader.USER_ID)).isEqualTo(3);
	}

	@Test
	void ofWhenTwoColumnsBecomeTheSameNamesThem() {
		assertThatExceptionOfType(UnreadableFileException.class)
			.isThrownBy(() -> of("role_id", "user_id", "resource_type", "resource_id", "Role ID"))
			.withMessageContaining("the header has role_id more than once")
			.withMessageContaining("'Role ID'");
	}

	@Test
	void ofWhenNamesAreNearlyRightAsksWhetherTheyAreMeant() {
		assertThatExceptionOfType(UnreadableFileException.class)
			.isThrownBy(() -> of("rol_id", "user", "resource_type", "ressource_id", "note"))
			.withMessageContaining(
					"Did you mean role_id by 'rol_id', user_id by 'user', resource_id by 'ressource_id'? ");
	}

	@Test
	void ofWhenNamesOfNameColumnsAreNearlyRightAsksWhetherTheyAreMeant() {
		assertThatExceptionOfType(UnreadableFileException.class)
			.isThrownBy(() -> of("rolename", "user_mail", "resource_type", "spacename"))
			.withMessageContaining("the header lacks user_id (or user_email); it has")
			.withMessageContaining("Did you mean user_email by 'user_mail'? ");
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

	@ParameterizedTest
	@ValueSource(strings = { "line,outcome,error_code,http_status,message,attempts,request_id",
			"line,outcome,binding_id,previous_role_id,attempts" })
	void droppedWhenThisProgramWroteTheFileIsEmpty(String added) {
		CsvHeader header = of(("role_id,user_id,resource_type,resource_id,note," + added).split(",", -1));
		assertThat(header.dropped()).isEmpty();
		assertThat(header.carried()).isEqualTo("role_id,user_id,resource_type,resource_id,note");
	}

	@Test
	void droppedWhenAColumnIsThereTwiceHasBoth() {
		CsvHeader header = of("line", "role_id", "user_id", "resource_type", "resource_id", "line");
		assertThat(header.dropped()).containsExactly("line", "line");
	}

	@ParameterizedTest
	@CsvSource({ "'role_name,user_email,resource_type,space_name', 'role_id,user_id,resource_id', true",
			"'Role Name,userEmail,resource-type,SPACE NAME', 'role_id,user_id,resource_id', true",
			"'role_id,user_email,resource_type,resource_id', user_id, true",
			"'role_id,role_name,user_id,user_email,resource_type,resource_id,space_name', '', true",
			"'role_id,user_id,resource_type,resource_id,project_name', '', true",
			"'role_id,user_id,resource_type,resource_id,name,email', '', false" })
	void ofTakesNamesInsteadOfIds(String names, String missingIds, boolean hasNames) {
		CsvHeader header = of(names.split(","));
		assertThat(String.join(",", header.missingIds())).isEqualTo(missingIds);
		assertThat(header.hasNames()).isEqualTo(hasNames);
		assertThat(header.carried()).isEqualTo(names);
	}

	@ParameterizedTest
	@CsvSource({ "'role_name,user_email,resource_type,organization_name,project_name', resource_id",
			"'user_email,resource_type,space_name', role_id", "'role_name,resource_type,space_name', user_id",
			"'role_name,user_email,space_name', resource_type" })
	void ofWhenNeitherTheIdNorTheNameIsThereNamesTheId(String names, String lacking) {
		assertThatExceptionOfType(UnreadableFileException.class).isThrownBy(() -> of(names.split(",")))
			.withMessageContaining("the header lacks " + lacking);
	}

	@ParameterizedTest
	@ValueSource(strings = { "role_name", "user_email", "organization_name", "space_name", "project_name" })
	void ofWhenAColumnWithNamesIsThereTwiceNamesIt(String column) {
		assertThatExceptionOfType(UnreadableFileException.class)
			.isThrownBy(() -> of("role_name", "user_email", "resource_type", "space_name", "organization_name",
					"project_name", column.replace('_', ' ')))
			.withMessageContaining("the header has " + column + " more than once");
	}

	@Test
	void droppedWhenTheFileIsAReportWithAddedIdsIsEmpty() {
		CsvHeader header = of(("role_name,user_email,resource_type,space_name,role_id,user_id,resource_id,"
				+ "line,outcome,binding_id,previous_role_id,attempts")
			.split(","));
		assertThat(header.dropped()).isEmpty();
		assertThat(header.missingIds()).isEmpty();
	}

	private static CsvHeader of(String... names) {
		return CsvHeader.of("x.csv", 3, names, Set.of());
	}

}
