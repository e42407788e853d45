package org.rolebindings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.sandbox.SandboxProperties;
import org.rolebindings.sandbox.SandboxServer;
import org.rolebindings.sandbox.bindings.SandboxBinding;
import org.rolebindings.sandbox.DirectoryFile;
import org.rolebindings.testing.Program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** The story of the README: permissions move to another account, where all ids differ. */
class PackagedJarMigrationIT {

	private static final String NEW_ACCOUNT = """
			{
			  "organizations": [{"id": "T3JnYW5pemF0aW9uOjcwMQ", "name": "EMEA"}],
			  "users": [
			    {"id": "Usr701", "name": "Ada", "email": "Ada.Lovelace@new.example", "status": "ACTIVE"},
			    {"id": "Usr704", "name": "Katherine", "email": "katherine.johnson@new.example", "status": "ACTIVE"}
			  ],
			  "roles": [
			    {"id": "Rol701", "name": "Admin", "is_predefined": true},
			    {"id": "Rol703", "name": "Reader", "is_predefined": false}
			  ],
			  "spaces": [
			    {"id": "Spa701", "name": "Research", "org_id": "T3JnYW5pemF0aW9uOjcwMQ"},
			    {"id": "Spa702", "name": "Production", "org_id": "T3JnYW5pemF0aW9uOjcwMQ"}
			  ],
			  "projects": [{"id": "Mod703", "name": "Fraud detection", "space_id": "Spa702"}],
			  "role_bindings": [], "resource_restrictions": []
			}
			""";

	private static final String MAP = """
			column,from,to
			user_email,*@example.com,*@new.example
			role_name,Read-only,Reader
			organization_name,Europe,EMEA
			""";

	@TempDir
	Path folder;

	@Test
	void permissionsMoveToAnotherAccountByTheirNames() throws IOException {
		Program program = new Program(this.folder);
		Path directory = Files.writeString(this.folder.resolve("new.json"), NEW_ACCOUNT);
		Files.writeString(this.folder.resolve("map.csv"), MAP);
		try (SandboxServer before = account(Path.of("samples/directory.json"));
				SandboxServer after = account(directory)) {
			Program.Result export = run(program, before, "export", "--columns", "names", "--out", "bindings.csv");
			assertThat(export.code()).as(export.err()).isZero();
			assertThat(export.err()).contains("2 bindings on 1 space", "restricted");
			assertThat(Files.readString(this.folder.resolve("bindings.csv")))
				.contains("ada.lovelace@example.com,Admin,SPACE,Europe,Research,")
				.doesNotContain("VXNlc");

			assertThat(run(program, after, "plan", "bindings.csv", "--map", "map.csv", "--exit-code").code())
				.isEqualTo(5);
			Program.Result imported = run(program, after, "import", "bindings.csv", "--map", "map.csv", "--plan",
					"reports/bindings-plan/plan.csv");
			assertThat(imported.code()).as(imported.err()).isZero();
			assertThat(run(program, after, "plan", "bindings.csv", "--map", "map.csv", "--exit-code").code()).isZero();
			assertThat(after.bindings())
				.extracting(SandboxBinding::userId, SandboxBinding::roleId, SandboxBinding::resourceId)
				.containsExactlyInAnyOrder(tuple("Usr701", "Rol701", "Spa701"), tuple("Usr704", "Rol703", "Mod703"));

			Program.Result undone = program.run("undo", "last", "--yes");
			assertThat(undone.code()).as(undone.err()).isZero();
			assertThat(undone.err()).contains("deletes 2 bindings");
			assertThat(after.bindings()).isEmpty();

			// What was taken back by mistake comes back, and goes by its names
			assertThat(run(program, after, "import", "reports/bindings-2/succeeded.csv").code()).isZero();
			assertThat(after.bindings()).hasSize(2);
			Program.Result revoked = run(program, after, "revoke", "bindings.csv", "--map", "map.csv", "--yes");
			assertThat(revoked.code()).as(revoked.err()).isZero();
			assertThat(after.bindings()).isEmpty();
		}
	}

	private static SandboxServer account(Path directory) {
		return SandboxServer.start(0, SandboxProperties.none(), DirectoryFile.read(directory), Duration.ZERO);
	}

	private static Program.Result run(Program program, SandboxServer account, String... arguments) {
		List<String> words = new ArrayList<>(List.of(arguments));
		words.addAll(List.of("--base-url", account.baseUrl().toString()));
		return program.run(words.toArray(String[]::new));
	}

}
