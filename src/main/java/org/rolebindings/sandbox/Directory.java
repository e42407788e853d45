package org.rolebindings.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** The users, roles, spaces and projects that the sandbox knows by name. */
final class Directory {

	static final List<User> USERS = List.of(
			new User(id("User:1:aB3d"), "Ada Lovelace", "ada.lovelace@example.com", "active"),
			new User(id("User:2:Qm9x"), "Alan Turing", "alan.turing@example.com", "active"),
			new User(id("User:3:zY12"), "Grace Hopper", "grace.hopper@example.com", "active"),
			new User(id("User:4:Kp7w"), "Katherine Johnson", "katherine.johnson@example.com", "active"),
			new User(id("User:5:Ls0e"), "Margaret Hamilton", "margaret.hamilton@example.com", "invited"),
			new User(id("User:6:Td5r"), "Edsger Dijkstra", "edsger.dijkstra@example.com", "expired"));

	static final List<Role> ROLES = List.of(new Role(id("Role:1:Ad4m"), "Admin", true),
			new Role(id("Role:2:Me3b"), "Member", true), new Role(id("Role:3:Rd8o"), "Read-only", true),
			new Role(id("Role:4:An1s"), "Annotator", false), new Role(id("Role:5:Ex6p"), "Experimenter", false));

	static final List<Space> SPACES = List.of(new Space(id("Space:1:V4Ka"), "Production"),
			new Space(id("Space:2:Hn2c"), "Staging"), new Space(id("Space:3:Wq8f"), "Research"),
			new Space(id("Space:4:Bj5u"), "Production"));

	static final List<Project> PROJECTS = List.of(
			new Project(id("Model:1:Cf7t"), "Fraud detection", id("Space:1:V4Ka")),
			new Project(id("Model:2:Sr4n"), "Search ranking", id("Space:1:V4Ka")),
			new Project(id("Model:3:Fd9k"), "Fraud detection", id("Space:2:Hn2c")),
			new Project(id("Model:4:Ch2b"), "Chat assistant", id("Space:2:Hn2c")),
			new Project(id("Model:5:Su6v"), "Summaries", id("Space:3:Wq8f")),
			new Project(id("Model:6:Ch8x"), "Chat assistant", id("Space:4:Bj5u")));

	private Directory() {
	}

	private static String id(String plain) {
		return Base64.getEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
	}

	record User(String id, String name, String email, String status) {
	}

	record Role(String id, String name, boolean isPredefined) {
	}

	record Space(String id, String name) {
	}

	record Project(String id, String name, String spaceId) {
	}

}
