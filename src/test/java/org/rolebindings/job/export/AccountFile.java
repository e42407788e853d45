package org.rolebindings.job.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.rolebindings.sandbox.DirectoryFile;
import org.rolebindings.sandbox.SandboxProperties;
import org.rolebindings.sandbox.SandboxServer;
import org.rolebindings.testing.CsvRows;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes the account of a sandbox. Its ids are those of plain texts, with a mark. */
final class AccountFile {

	private static final String TIME = "2026-01-05T09:00:00Z";

	private final ObjectNode json = new JsonMapper().createObjectNode();

	private final String mark;

	/**
	 * An account without anything.
	 * @param mark what all of its ids begin with
	 */
	AccountFile(String mark) {
		this.mark = mark;
	}

	/** Two organizations with a space of the same name each, and one more. */
	static AccountFile usual(String mark) {
		return new AccountFile(mark).organization("1", "Europe")
			.organization("2", "America")
			.user("1", "ann@x.com")
			.user("2", "joann@x.com")
			.role("1", "Admin")
			.role("2", "Reader, of \"all\"")
			.space("1", "prod", "1")
			.space("2", "prod", "2")
			.space("3", "test", "2")
			.project("1", "Chat", "1")
			.project("2", "Chat", "2")
			.project("3", "=Search", "2");
	}

	/** An id of a kind. */
	String id(String kind, String number) {
		return CsvRows.id(kind + ":" + this.mark + number);
	}

	AccountFile user(String number, String email) {
		add("users", "User", number).put("name", "Somebody").put("email", email).put("status", "ACTIVE");
		return this;
	}

	AccountFile role(String number, String name) {
		add("roles", "Role", number).put("name", name).put("is_predefined", false);
		return this;
	}

	AccountFile organization(String number, String name) {
		add("organizations", "Organization", number).put("name", name);
		return this;
	}

	AccountFile space(String number, String name, String organization) {
		add("spaces", "Space", number).put("name", name).put("org_id", id("Organization", organization));
		return this;
	}

	AccountFile project(String number, String name, String space) {
		add("projects", "Model", number).put("name", name).put("space_id", id("Space", space));
		return this;
	}

	AccountFile restriction(String project) {
		this.json.withArray("resource_restrictions")
			.addObject()
			.put("resource_type", "PROJECT")
			.put("resource_id", id("Model", project))
			.put("created_at", TIME);
		return this;
	}

	/** Adds a binding on a space, or on a project. */
	AccountFile binding(String role, String user, String kind, String resource) {
		ArrayNode bindings = this.json.withArray("role_bindings");
		bindings.addObject()
			.put("id", id("RoleBinding", String.valueOf(bindings.size())))
			.put("role_id", id("Role", role))
			.put("user_id", id("User", user))
			.put("resource_type", kind.equals("Space") ? "SPACE" : "PROJECT")
			.put("resource_id", id(kind, resource))
			.put("created_at", TIME)
			.put("updated_at", TIME);
		return this;
	}

	/** The row of a binding. */
	String row(String role, String user, String kind, String resource) {
		return id("Role", role) + "," + id("User", user) + "," + (kind.equals("Space") ? "SPACE" : "PROJECT") + ","
				+ id(kind, resource);
	}

	private ObjectNode add(String list, String kind, String number) {
		return this.json.withArray(list).addObject().put("id", id(kind, number)).put("created_at", TIME);
	}

	/** Writes the file. */
	Path write(Path file) {
		try {
			return Files.writeString(file, this.json.toString());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Starts a sandbox with the account. */
	SandboxServer serve(Path folder) {
		return SandboxServer.start(0, SandboxProperties.none(),
				DirectoryFile.read(write(folder.resolve("account" + this.mark + ".json"))), Duration.ZERO);
	}

}
