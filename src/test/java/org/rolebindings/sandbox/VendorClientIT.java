package org.rolebindings.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.testing.Tools;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The vendor's own client, {@code @arizeai/ax-client}, takes the sandbox for the API.
 * What it calls, and what it has to find, is in {@code calls.test.mjs}.
 */
class VendorClientIT {

	private static final Path FILES = Path.of("src/test/resources/org/rolebindings/sandbox/vendor-client");

	private static final long LONGEST_MINUTES = 2;

	@TempDir
	Path folder;

	@Test
	void vendorClientFindsWhatTheWireContractSays() throws IOException, InterruptedException {
		Path node = Tools.find("node");
		Path npm = Tools.find("npm");
		for (String name : List.of("package.json", "package-lock.json", "calls.test.mjs")) {
			Files.copy(FILES.resolve(name), this.folder.resolve(name));
		}
		Finished installed = run(Map.of(), npm.toString(), "ci", "--ignore-scripts", "--no-audit", "--no-fund",
				"--prefer-offline", "--fetch-retries=1");
		// A registry out of reach says nothing about the sandbox
		Assumptions.assumeTrue(installed.code() == 0,
				() -> "npm cannot fetch @arizeai/ax-client: " + installed.output());
		Account account = DirectoryFile.read(Path.of("samples/directory.json"));
		try (SandboxServer sandbox = SandboxServer.start(0, SandboxProperties.none(), account, Duration.ZERO)) {
			Finished called = run(Map.of("SANDBOX", sandbox.baseUrl().toString(), "DISABLE_PRERELEASE_WARNING", "true"),
					node.toString(), "--test", "calls.test.mjs");
			assertThat(called.code()).as(called.output()).isZero();
			assertThat(sandbox.bindings()).containsExactlyInAnyOrderElementsOf(account.bindings());
			assertThat(sandbox.requests()).isGreaterThan(50);
		}
	}

	private record Finished(int code, String output) {
	}

	private Finished run(Map<String, String> environment, String... command) throws IOException, InterruptedException {
		Path output = Files.createTempFile(this.folder, "output", ".txt");
		ProcessBuilder builder = new ProcessBuilder(command).directory(this.folder.toFile())
			.redirectErrorStream(true)
			.redirectOutput(output.toFile());
		builder.environment().putAll(environment);
		Process process = builder.start();
		try {
			if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
				return new Finished(-1, "no end after " + LONGEST_MINUTES + " minutes; " + Files.readString(output));
			}
			return new Finished(process.exitValue(), Files.readString(output));
		}
		finally {
			process.destroyForcibly();
		}
	}

}
