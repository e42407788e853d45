package org.rolebindings.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rolebindings.sandbox.directory.Section;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Reading a directory file, and what is said about one that is wrong. */
class DirectoryFileTests {

	private static final String TIME = "2026-01-05T09:00:00Z";

	@TempDir
	Path folder;

	@Test
	void readWhenTheListsComeInAnyOrderFindsAll() throws IOException {
		Account account = read("""
				{"role_bindings": [], "projects": [{"id": "Mod001", "name": "P", "space_id": "Spa001"}],
				 "spaces": [{"id": "Spa001", "name": "S", "org_id": "T3JnYW5pemF0aW9uOjE6YQ=="}],
				 "organizations": [{"id": "T3JnYW5pemF0aW9uOjE6YQ", "name": "O"}]}""");
		assertThat(account.directory().list(Section.PROJECTS).size()).isEqualTo(1);
		assertThat(account.keys().takeAny()).isTrue();
		assertThat(account.bindings()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "`` | it is not a JSON object; it takes one with organizations, users,",
					"[] | it is not a JSON object", "{\"users\": [ | line 1 is not JSON or names something twice.",
					"{}{} | something follows the object.", "{\"users\": {}} | users is not an array.",
					"{\"users\": [7]} | users[0] is not an object.",
					"{\"user\": []} | there is no list 'user'; it takes organizations, users,",
					"{\"users\": [], \"users\": []} | line 1 is not JSON or names something twice.",
					"{\"keys\": []} | keys: it is not a JSON object with at least one key; it takes JSON like {",
					"{\"keys\": {\"k\": {\"*\": [\"WRITE\"]}}} | keys: there is no right 'WRITE'" })
	void readWhenTheFileHasAnotherFormSaysSoOnOneLine(String content, String message) {
		assertRefused(content, message);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "gone", value = { "users | id | x | users[0]: id is 'x', which is no id.",
			"users | id | Rol001 | users[0]: id is 'Rol001', the id of a Role; it takes that of a User.",
			"users | id | gone | users[0]: id is missing.", "users | name | gone | users[0]: name is missing.",
			"users | email | gone | users[0]: email is missing.",
			"users | status | active? | users[0]: status is 'active?'; it takes ACTIVE, INVITED,",
			"roles | is_predefined | yes | roles[0]: is_predefined is '\"yes\"'; it takes true or false.",
			"spaces | org_id | gone | spaces[0]: org_id is missing.",
			"spaces | org_id | T3JnYW5pemF0aW9uOjI6Yg | spaces[0]: org_id is 'T3JnYW5pemF0aW9uOjI6Yg', "
					+ "which is not in organizations.",
			"projects | id | Spa002 | projects[0]: id is 'Spa002', the id of a Space; it takes that of a Model or Pr",
			"projects | space_id | Spa002 | projects[0]: space_id is 'Spa002', which is not in spaces.",
			"resource_restrictions | resource_type | SPACE | resource_restrictions[0]: resource_type is 'SPACE'; it",
			"resource_restrictions | resource_id | Mod9 | resource_restrictions[0]: resource_id is 'Mod9', "
					+ "which is not in projects.",
			"role_bindings | id | Usr001 | role_bindings[0]: id is 'Usr001', the id of a User; it takes that of a "
					+ "RoleBinding.",
			"role_bindings | created_at | today | role_bindings[0]: created_at is 'today'; it takes a time like",
			"role_bindings | resource_type | space | role_bindings[0]: resource_type is 'space'; it takes SPACE or",
			"role_bindings | resource_id | Mod001 | role_bindings[0]: resource_id is 'Mod001', the id of a Model; it" })
	void readWhenAFieldIsWrongNamesItsEntryAndValue(String list, String field, @Nullable String value, String message) {
		Map<String, Map<String, Object>> entries = entries();
		if (value != null) {
			entry(entries, list).put(field, value);
		}
		else {
			entry(entries, list).remove(field);
		}
		assertRefused(json(entries, Map.of()), message);
	}

	@Test
	void readWhenAnIdIsThereTwiceNamesBothEntries() {
		assertRefused(json(entries(), Map.of("users", entry(entries(), "users"))),
				"users[1]: id is 'Usr001', and so is that of users[0].");
		Map<String, Object> binding = entry(entries(), "role_bindings");
		assertRefused(json(entries(), Map.of("role_bindings", binding)),
				"role_bindings[1]: id is '" + binding.get("id") + "', and so is that of role_bindings[0].");
	}

	@Test
	void readWhenAUserHasTwoBindingsOnAResourceNamesBothEntries() {
		Map<String, Object> second = entry(entries(), "role_bindings");
		second.put("id", SandboxClient.id("RoleBinding:2:b"));
		second.put("role_id", "Rol002");
		assertRefused(json(entries(), Map.of("role_bindings", second)),
				"role_bindings[1]: the user 'Usr001' has a binding on 'Spa001' already: role_bindings[0].");
	}

	@Test
	void readWhenTheFileIsTheExampleInTheDocsTakesIt() throws IOException {
		String docs = Files.readString(Path.of("docs", "sandbox.md"));
		int start = docs.indexOf("{\n  \"organizations\"");
		Account account = read(docs.substring(start, docs.indexOf("```", start)));
		assertThat(account.bindings()).hasSize(1);
		assertThat(account.keys().find("Bearer reader")).isNotNull();
	}

	@Test
	void readWhenTheFileIsNestedTooDeepSaysSo() {
		assertRefused("{\"users\": [" + "[".repeat(10_000) + "]".repeat(10_000) + "]}",
				"it is nested too deep, or has a name or a value that is too long.");
	}

	@Test
	void readWhenThereIsNoReadableFileSaysSo() {
		assertThatIllegalArgumentException().isThrownBy(() -> DirectoryFile.read(file()))
			.withMessage("--directory is " + file() + ": there is no such file.");
		assertThatIllegalArgumentException().isThrownBy(() -> DirectoryFile.read(this.folder))
			.withMessageStartingWith("--directory is " + this.folder + ": it cannot be read (");
	}

	/** One entry of each list, and nothing wrong with any. */
	private static Map<String, Map<String, Object>> entries() {
		String organization = SandboxClient.id("Organization:1:a");
		Map<String, Map<String, Object>> entries = new HashMap<>();
		entries.put("organizations", Map.of("id", organization, "name", "O"));
		entries.put("users", new HashMap<>(Map.of("id", "Usr001", "name", "U", "email", "u@example.com")));
		entries.put("roles", new HashMap<>(Map.of("id", "Rol001", "name", "R", "is_predefined", true)));
		entries.put("spaces", new HashMap<>(Map.of("id", "Spa001", "name", "S", "org_id", organization)));
		entries.put("projects", new HashMap<>(Map.of("id", "Mod001", "name", "P", "space_id", "Spa001")));
		entries.put("resource_restrictions",
				new HashMap<>(Map.of("resource_type", "PROJECT", "resource_id", "Mod001", "created_at", TIME)));
		entries.put("role_bindings",
				new HashMap<>(Map.of("id", SandboxClient.id("RoleBinding:1:a"), "role_id", "Rol001", "user_id",
						"Usr001", "resource_type", "SPACE", "resource_id", "Spa001", "created_at", TIME, "updated_at",
						TIME)));
		return entries;
	}

	private static Map<String, Object> entry(Map<String, Map<String, Object>> entries, String list) {
		return Objects.requireNonNull(entries.get(list));
	}

	private static String json(Map<String, Map<String, Object>> entries, Map<String, Map<String, Object>> second) {
		Map<String, List<Map<String, Object>>> lists = new HashMap<>();
		entries.forEach((name, entry) -> lists.put(name, new ArrayList<>(List.of(entry))));
		second.forEach((name, entry) -> Objects.requireNonNull(lists.get(name)).add(entry));
		return SandboxClient.json(lists);
	}

	private void assertRefused(String content, String message) {
		assertThatIllegalArgumentException().isThrownBy(() -> read(content))
			.withMessageStartingWith("--directory is " + file() + ": " + message)
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("\n"));
	}

	private Account read(String content) throws IOException {
		Files.writeString(file(), content);
		return DirectoryFile.read(file());
	}

	private Path file() {
		return this.folder.resolve("directory.json");
	}

}
