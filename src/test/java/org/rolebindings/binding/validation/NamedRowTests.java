package org.rolebindings.binding.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rolebindings.binding.Binding;
import org.rolebindings.binding.ErrorCode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RowValidator} and {@link NameForm}: rows with names instead of ids.
 */
class NamedRowTests {

	private static final Rejection UNKNOWN = new Rejection(ErrorCode.NAME_NOT_FOUND, "There is no such name.");

	private final List<String> asked = new ArrayList<>();

	/** Knows all names but those that begin with {@code no}. */
	private final RowValidator validator = new RowValidator(new NameResolver() {

		@Override
		public Answer role(String name) {
			return answer("role " + name, name, "Rol1");
		}

		@Override
		public Answer user(String email) {
			return answer("user " + email, email, "Usr1");
		}

		@Override
		public Answer resource(String organization, String space, String project) {
			return answer("resource " + organization + "/" + space + "/" + project, space,
					project.isEmpty() ? "Spa1" : "Mod1");
		}

	});

	private NameResolver.Answer answer(String question, String name, String id) {
		this.asked.add(question);
		return name.startsWith("no") ? new NameResolver.Answer("", UNKNOWN) : NameResolver.Answer.of(id);
	}

	@Test
	void validateFindsTheIdsOfNames() {
		CheckedRow row = this.validator
			.validate(row("", "", "SPACE", "", new RowNames("Admin", "ann@x.com", "Europe", "prod", "")));
		assertThat(ids(row)).containsExactly("Rol1", "Usr1", "Spa1");
		assertThat(row.input().roleId()).isEqualTo("Rol1");
		assertThat(this.asked).containsExactly("role Admin", "user ann@x.com", "resource Europe/prod/");
	}

	@Test
	void validateWhenThereIsAnIdAsksForNoName() {
		CheckedRow row = this.validator
			.validate(row("Rol9", "Usr9", "PROJECT", "Mod9", new RowNames("no", "no", "no", "no", "no")));
		assertThat(ids(row)).containsExactly("Rol9", "Usr9", "Mod9");
		assertThat(this.asked).isEmpty();
	}

	@Test
	void validateMixesIdsAndNames() {
		CheckedRow row = this.validator.validate(row("Rol9", "", "project", "", new RowNames("", "a@b", "", "s", "p")));
		assertThat(ids(row)).containsExactly("Rol9", "Usr1", "Mod1");
	}

	@Test
	void validateIgnoresTheProjectOfASpaceRow() {
		CheckedRow row = this.validator
			.validate(row("Rol9", "Usr9", "SPACE", "", new RowNames("", "", "", "prod", "Chat")));
		assertThat(ids(row)).containsExactly("Rol9", "Usr9", "Spa1");
		assertThat(this.asked).containsExactly("resource /prod/");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			''  | u   | SPACE   | s  | '' | role_id and role_name are empty; give one of them a value.
			r   | ''  | SPACE   | s  | '' | user_id and user_email are empty; give one of them a value.
			r   | u   | ''      | s  | '' | resource_type is empty; give it a value.
			r   | u   | SPACE   | '' | p  | resource_id and space_name are empty; give one of them a value.
			r   | u   | PROJECT | '' | p  | resource_id and space_name are empty; give one of them a value.
			r   | u   | PROJECT | s  | '' | project_name is empty; give it the project's name, or a resource_id.
			""")
	void validateWhenNeitherIsThereNamesBoth(String role, String user, String type, String space, String project,
			String message) {
		Rejection rejection = rejected(row("", "", type, "", new RowNames(role, user, "", space, project)));
		assertThat(rejection).isEqualTo(new Rejection(ErrorCode.MISSING_VALUE, message));
		assertThat(this.asked).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "no, u, s, '', Usr1, Spa1", "r, no, s, Rol1, '', Spa1", "r, u, no, Rol1, Usr1, ''" })
	void validateWhenANameIsUnknownKeepsTheOtherIds(String role, String user, String space, String roleId,
			String userId, String resourceId) {
		CheckedRow row = this.validator.validate(row("", "", "SPACE", "", new RowNames(role, user, "", space, "")));
		assertThat(row.rejection()).isEqualTo(UNKNOWN);
		assertThat(List.of(row.input().roleId(), row.input().userId(), row.input().resourceId()))
			.containsExactly(roleId, userId, resourceId);
	}

	@Test
	void validateWhenAnIdIsMalformedDoesNotTakeTheNameInstead() {
		Rejection rejection = rejected(row("x", "", "SPACE", "", new RowNames("Admin", "a@b", "", "s", "")));
		assertThat(rejection.code()).isEqualTo(ErrorCode.MALFORMED_ID);
	}

	@Test
	void validateWithoutTheNetworkFindsEqualNames() {
		Binding one = formOf(new RowNames("Admin", "Ann@x.com", "", "prod", ""), "SPACE");
		assertThat(formOf(new RowNames("Admin", "aNN@X.com", "", "prod", "ignored"), "SPACE")).isEqualTo(one);
		assertThat(List.of(formOf(new RowNames("admin", "Ann@x.com", "", "prod", ""), "SPACE"),
				formOf(new RowNames("Admin", "ann@x.co", "", "prod", ""), "SPACE"),
				formOf(new RowNames("Admin", "ann@x.com", "Europe", "prod", ""), "SPACE"),
				formOf(new RowNames("Admin", "ann@x.com", "", "Prod", ""), "SPACE"),
				formOf(new RowNames("Admin", "ann@x.com", "", "prod", "Chat"), "PROJECT")))
			.doesNotHaveDuplicates()
			.doesNotContain(one);
	}

	@Test
	void validateWithoutTheNetworkTakesAnyCharacters() {
		String name = "\uD83D\uDE00,\"\n".repeat(800);
		assertThat(formOf(new RowNames(name, name, name, name, name), "PROJECT")).isNotNull();
	}

	private static Binding formOf(RowNames names, String type) {
		return Objects.requireNonNull(new RowValidator().validate(row("", "", type, "", names)).binding());
	}

	private Rejection rejected(InputRow row) {
		CheckedRow checked = this.validator.validate(row);
		assertThat(checked.binding()).isNull();
		return Objects.requireNonNull(checked.rejection());
	}

	private static List<String> ids(CheckedRow row) {
		Binding binding = Objects.requireNonNull(row.binding());
		return List.of(binding.roleId().text(), binding.userId().text(), binding.resourceId().text());
	}

	private static InputRow row(String role, String user, String type, String resource, @Nullable RowNames names) {
		return new InputRow(2, "", role, user, type, resource, names, null);
	}

}
