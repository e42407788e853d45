package org.rolebindings.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;

import org.rolebindings.cli.console.Messages;
import org.rolebindings.cli.process.ExitCode;
import org.rolebindings.cli.settings.LogFormat;
import org.rolebindings.sandbox.SandboxProperties;
import org.rolebindings.sandbox.SandboxServer;

/**
 * The training run for the JVM's archive of classes: it runs each command once, so that
 * the JVM can record which classes the commands load. {@code bin/prepare-start} starts it
 * in an empty folder and without the user's settings. State and reports go there, and
 * requests go to a sandbox in this process.
 */
final class TrainingRun {

	private static final Duration LONGEST = Duration.ofMinutes(5);

	/**
	 * Good rows, a repeated and an invalid one, so that every kind of report is written.
	 */
	private static final String ROWS = """
			role_id,user_id,resource_type,resource_id
			Rol001,Usr001,SPACE,Spa001
			Rol001,Usr001,SPACE,Spa001
			Rol001,Usr002,SPACE,Spa001
			Um9sZToxOmFEbTE=,VXNlcjoxOmszUXA,SPACE,U3BhY2U6MTpWNEth
			Um9sZToxOmFEbTE=,VXNlcjoxOmszUXA,PROJECT,TW9kZWw6MTpiNll1
			Rol001,,SPACE,Spa001
			""";

	private TrainingRun() {
	}

	/**
	 * Runs every command. The exit code is 0 if all of them ended as expected.
	 * @param args are not used
	 * @throws IOException if the working folder cannot be written
	 */
	public static void main(String[] args) throws IOException {
		endAfter(LONGEST);
		System.exit(runAll() ? ExitCode.SUCCESS.code() : ExitCode.DEFECT.code());
	}

	private static boolean runAll() throws IOException {
		String file = Files.writeString(Path.of("training.csv"), ROWS).toString();
		try (SandboxServer server = SandboxServer.start(0, SandboxProperties.none())) {
			String address = server.baseUrl().toString();
			return ends(ExitCode.SUCCESS, "--help") && ends(ExitCode.SUCCESS, "--version")
					&& ends(ExitCode.SUCCESS, "import", "--help") && ends(ExitCode.USAGE, "import", "--nope")
					&& ends(ExitCode.USAGE, "import", file, "--concurrency", "0")
					&& ends(ExitCode.ROWS_FAILED, "validate", file)
					&& ends(ExitCode.ROWS_FAILED, "validate", file, "--log-format", "json")
					&& ends(ExitCode.ROWS_FAILED, "import", file, "--sandbox", "--metrics-file", "training.prom")
					&& ends(ExitCode.ROWS_FAILED, "import", file, "--base-url", address)
					&& ends(ExitCode.ROWS_FAILED, "plan", file, "--base-url", address)
					&& ends(ExitCode.ROWS_FAILED, "export", "--base-url", address, "--columns", "names", "--out",
							"training-names.csv")
					&& ends(ExitCode.SUCCESS, "runs") && ends(ExitCode.SUCCESS, "runs", "show", "last")
					&& ends(ExitCode.SUCCESS, "report", "last")
					// What is needed for TLS is loaded before the handshake fails
					&& ends(ExitCode.STOPPED, "import", file, "--base-url", address.replace("http:", "https:"),
							"--outage-timeout", "1s", "--timeout", "5s");
		}
	}

	private static boolean ends(ExitCode expected, String... command) {
		int code = RoleBindings.commandLine(new Messages(System.err, LogFormat.TEXT)).execute(command);
		if (code != expected.code()) {
			System.err.println(List.of(command) + " ended with " + code);
		}
		return code == expected.code();
	}

	/** Ends the process if it hangs. */
	private static void endAfter(Duration longest) {
		new Timer("training-end", true).schedule(new TimerTask() {

			@Override
			public void run() {
				Runtime.getRuntime().halt(ExitCode.DEFECT.code());
			}

		}, longest.toMillis());
	}

}
