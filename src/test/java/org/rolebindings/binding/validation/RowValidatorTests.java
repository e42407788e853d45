package org.rolebindings.binding.validation;

import java.util.Locale;
import java.util.Objects;
import java.util.Set;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rolebindings.binding.Binding;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.Id;
import org.rolebindings.binding.IdTexts;
import org.rolebindings.binding.ResourceType;

import static org.assertj.core.api.Assertions.assertThat;

class RowValidatorTests {

	private final RowValidator validator = new RowValidator();

	@ParameterizedTest
	@CsvSource({ "SPACE, Space:1", "space, Space:1", "PROJECT, Model:1", "Project, Project:1" })
	void validateWhenKindsFitTheTypeIsValid(String type, String resource) {
		InputRow row = row("Rol1", IdTexts.id("User:1"), type, IdTexts.id(resource));
		CheckedRow checked = this.validator.validate(row);
		assertThat(checked.rejection()).isNull();
		assertThat(checked.input()).isSameAs(row);
		assertThat(checked.binding()).isEqualTo(new Binding(id("Rol1"), id(IdTexts.id("User:1")),
				ResourceType.valueOf(upper(type)), id(IdTexts.id(resource))));
	}

	private static String upper(String type) {
		return type.toUpperCase(Locale.ROOT);
	}

	@ParameterizedTest
	@CsvSource({ "SPACE, Spa1", "PROJECT, Prj1", "PROJECT, Pro1", "PROJECT, Mod1" })
	void validateWhenResourceIsAShortFormOfTheTypeIsValid(String type, String resource) {
		assertThat(this.validator.validate(row("Rol1", "Usr1", type, resource)).rejection()).isNull();
	}

	@Test
	void validateWhenIdsAreSpelledInAnotherWayKeepsTheSpelling() {
		Binding binding = Objects
			.requireNonNull(this.validator.validate(row("Um9sZTo-Pg", "Usr01", "SPACE", "U3BhY2U6Pj8=")).binding());
		assertThat(binding.roleId().text()).isEqualTo("Um9sZTo-Pg");
		assertThat(binding.userId().text()).isEqualTo("Usr01");
		assertThat(binding.resourceId().text()).isEqualTo("U3BhY2U6Pj8=");
	}

	@ParameterizedTest
	@CsvSource({ "'', Usr1, SPACE, Spa1, role_id", "Rol1, '', SPACE, Spa1, user_id",
			"Rol1, Usr1, '', Spa1, resource_type", "Rol1, Usr1, SPACE, '', resource_id", "'', '', '', '', role_id",
			"x, '', x, x, user_id" })
	void validateWhenAValueIsEmptyNamesItsColumn(String role, String user, String type, String resource,
			String column) {
		assertThat(rejected(row(role, user, type, resource)))
			.isEqualTo(new Rejection(ErrorCode.MISSING_VALUE, column + " is empty; give it a value."));
	}

	@Test
	void validateWhenABlankThatNobodySeesIsInsideAValueNamesIt() {
		assertThat(rejected(row("Rol1", "Usr\u00a01", "SPACE", "Spa1"))).extracting(Rejection::message)
			.asString()
			.startsWith("user_id is 'Usr\\u00A01', which is not an id")
			.endsWith(" It contains U+00A0 (NO-BREAK SPACE); remove that.");
		assertThat(rejected(row("Rol1", "Usr1", "SPA\u200bCE", "Spa1"))).extracting(Rejection::message)
			.asString()
			.endsWith(" It contains U+200B (ZERO WIDTH SPACE); remove that.");
	}

	@Test
	void validateWhenTypeIsUnknownNamesItAndTheTypes() {
		assertThat(rejected(row("Rol1", "Usr1", "ORGANIZATION", "Spa1")))
			.isEqualTo(new Rejection(ErrorCode.UNKNOWN_RESOURCE_TYPE,
					"resource_type is 'ORGANIZATION', which is not a resource type; write SPACE or PROJECT."));
	}

	@ParameterizedTest
	@CsvSource({ "x?, Usr1, Spa1, role_id", "Rol1, x?, Spa1, user_id", "Rol1, Usr1, x?, resource_id",
			"x?, y?, z?, role_id", "Usr1, x?, Spa1, user_id" })
	void validateWhenAnIdIsMalformedNamesColumnAndValue(String role, String user, String resource, String column) {
		assertThat(rejected(row(role, user, "SPACE", resource))).isEqualTo(new Rejection(ErrorCode.MALFORMED_ID, column
				+ " is 'x?', which is not an id: neither base64 of Kind:rest nor a short form like Usr001; copy the id"
				+ " again."));
	}

	@ParameterizedTest
	@CsvSource({ "Usr2, Usr1, Spa1, role_id is 'Usr2'/ the id of a User; a Role id belongs there.",
			"Rol1, Rol2, Spa1, user_id is 'Rol2'/ the id of a Role; a User id belongs there.",
			"Rol1, Usr1, Usr2, resource_id is 'Usr2'/ the id of a User; the id of a space or a project belongs there.",
			"Rol1, Usr1, Rol2, resource_id is 'Rol2'/ the id of a Role; the id of a space or a project belongs there.",
			"Spa3, Spa2, Usr1, role_id is 'Spa3'/ the id of a Space; a Role id belongs there." })
	void validateWhenAnIdIsOfAnotherKindSaysWhichBelongsThere(String role, String user, String resource,
			String message) {
		assertThat(rejected(row(role, user, "SPACE", resource)))
			.isEqualTo(new Rejection(ErrorCode.ID_KIND_MISMATCH, message.replace('/', ',')));
	}

	@Test
	void validateWhenResourceIsARoleBindingSaysWhatBelongsThere() {
		assertThat(rejected(row("Rol1", "Usr1", "SPACE", IdTexts.id("RoleBinding:1"))).code())
			.isEqualTo(ErrorCode.ID_KIND_MISMATCH);
	}

	@ParameterizedTest
	@CsvSource({ "SPACE, Prj1, Project", "SPACE, Mod1, Model", "PROJECT, Spa1, Space" })
	void validateWhenResourceIsOfTheOtherTypeNamesBoth(String type, String resource, String kind) {
		assertThat(rejected(row("Rol1", "Usr1", type, resource))).isEqualTo(
				new Rejection(ErrorCode.RESOURCE_TYPE_MISMATCH, "resource_type is " + type + ", but resource_id '"
						+ resource + "' is the id of a " + kind + "; correct the one that is wrong."));
	}

	@ParameterizedTest
	@CsvSource({ "role:1, User:1, Space:1, ID_KIND_MISMATCH", "Role:1, USER:1, Space:1, ID_KIND_MISMATCH",
			"Role:1, User:1, space:1, RESOURCE_TYPE_MISMATCH", "Role:1, User:1, Dataset:1, RESOURCE_TYPE_MISMATCH" })
	void validateWhenAKindDiffersInAnythingRefusesIt(String role, String user, String resource, ErrorCode code) {
		assertThat(rejected(row(IdTexts.id(role), IdTexts.id(user), "SPACE", IdTexts.id(resource))).code())
			.isEqualTo(code);
	}

	@Test
	void validateWhenTheRecordIsDefectiveRejectsItForThatAlone() {
		Rejection defect = new Rejection(ErrorCode.COLUMN_COUNT, "The record has 3 fields, the header has 4.");
		InputRow row = new InputRow(7, "Rol1,Usr1,SPACE", "Rol1", "Usr1", "SPACE", "Spa1", defect);
		CheckedRow checked = this.validator.validate(row);
		assertThat(checked.rejection()).isSameAs(defect);
		assertThat(checked.binding()).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "'', x?, x, x?, MISSING_VALUE", "x?, x?, x, x?, UNKNOWN_RESOURCE_TYPE",
			"Usr1, Rol1, SPACE, x?, MALFORMED_ID", "Usr1, Usr1, SPACE, Prj1, ID_KIND_MISMATCH",
			"Rol1, Usr1, SPACE, Prj1, RESOURCE_TYPE_MISMATCH" })
	void validateWhenSeveralRulesAreBrokenTellsTheFirst(String role, String user, String type, String resource,
			ErrorCode code) {
		assertThat(rejected(row(role, user, type, resource)).code()).isEqualTo(code);
	}

	@Test
	void validateWhenTheKindIsLongShortensIt() {
		String id = IdTexts.id("K".repeat(3000) + ":1");
		assertThat(rejected(row(id, "Usr1", "SPACE", "Spa1")).message()).hasSizeLessThan(300).contains("KKKK…");
		assertThat(rejected(row("Rol1", "Usr1", "SPACE", id)).message()).hasSizeLessThan(300).contains("KKKK…");
	}

	@Test
	void validateWhenAValueWouldSteerATerminalShowsItHarmless() {
		assertThat(rejected(row("Rol1", "Usr1", "\u001B[2J", "Spa1")).message()).contains("'\\u001B[2J'");
	}

	@Property(tries = 3000)
	void everyRowIsValidOrRejectedOnce(@ForAll @From("rows") InputRow row) {
		CheckedRow checked = this.validator.validate(row);
		assertThat(checked.input()).isSameAs(row);
		assertThat(checked.binding() == null).isNotEqualTo(checked.rejection() == null);
		Rejection rejection = checked.rejection();
		if (rejection != null) {
			assertThat(rejection.message()).endsWith(".").doesNotContain("\n");
		}
	}

	@Property(tries = 3000)
	void aValidRowHasTheKindsThatItsTypeTakes(@ForAll @From("rows") InputRow row) {
		Binding binding = this.validator.validate(row).binding();
		boolean fits = row.defect() == null && isOfKind(row.roleId(), Set.of("Role"))
				&& isOfKind(row.userId(), Set.of("User")) && switch (upper(row.resourceType())) {
					case "SPACE" -> isOfKind(row.resourceId(), Set.of("Space"));
					case "PROJECT" -> isOfKind(row.resourceId(), Set.of("Model", "Project"));
					default -> false;
				};
		assertThat(binding != null).isEqualTo(fits);
	}

	@Test
	void resolvedKeepsOnlyTheNamesThatTheIdsAreOf() {
		RowNames names = new RowNames("Editor", "ada@example.com", "Europe", "Research", "Chat");
		InputRow resolved = new InputRow(2, "", "Rol1", "", "PROJECT", "Prj1", names, null).resolved("Rol1", "Usr1",
				"Prj1");
		assertThat(resolved.names()).isEqualTo(new RowNames("", "ada@example.com", "", "", ""));
	}

	private static boolean isOfKind(String text, Set<String> kinds) {
		return Id.parse(text).filter((id) -> kinds.contains(id.kind())).isPresent();
	}

	@Provide
	Arbitrary<InputRow> rows() {
		Arbitrary<String> any = Arbitraries.oneOf(
				IdTexts.ofKinds("Role", "User", "Space", "Model", "Project", "role", "Dataset"), IdTexts.kinds(),
				Arbitraries.of("", "Rol1", "Usr1", "Spa1", "Mod1", "Prj1", "Pro1", "=", "\u202E"));
		Arbitrary<String> types = Arbitraries.of("SPACE", "space", "PROJECT", "Project", "", "ROLE", "\n");
		Arbitrary<@Nullable Rejection> defects = Arbitraries
			.just(new Rejection(ErrorCode.VALUE_TOO_LONG, "role_id is too long. Shorten it."))
			.injectNull(0.95);
		return Combinators
			.combine(mostly(IdTexts.ofKinds("Role"), any), mostly(IdTexts.ofKinds("User"), any), types,
					mostly(IdTexts.ofKinds("Space", "Model", "Project"), any), defects)
			.as((role, user, type, resource, defect) -> new InputRow(2, "", role, user, type, resource, defect));
	}

	private static Arbitrary<String> mostly(Arbitrary<String> right, Arbitrary<String> any) {
		return Arbitraries.frequencyOf(Tuple.of(4, right), Tuple.of(1, any));
	}

	private Rejection rejected(InputRow row) {
		CheckedRow checked = this.validator.validate(row);
		assertThat(checked.binding()).isNull();
		return Objects.requireNonNull(checked.rejection());
	}

	private static InputRow row(String role, String user, String type, String resource) {
		return new InputRow(2, "", role, user, type, resource, null);
	}

	private static Id id(String text) {
		return Id.parse(text).orElseThrow();
	}

}
