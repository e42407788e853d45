package org.rolebindings.cli;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

import org.rolebindings.cli.app.Application;
import org.rolebindings.cli.app.SandboxApplication;
import org.rolebindings.cli.console.Messages;
import org.rolebindings.cli.console.NextCommand;
import org.rolebindings.cli.process.ExitCode;
import org.rolebindings.cli.process.InvalidSettingException;
import org.rolebindings.cli.settings.Options;
import org.rolebindings.cli.settings.ServingProperties;
import org.rolebindings.cli.settings.Settings;
import org.rolebindings.sandbox.SandboxProperties;
import org.rolebindings.sandbox.SandboxServer;
import org.rolebindings.sandbox.keys.AccessKeys;
import org.rolebindings.sandbox.keys.KeysFile;
import picocli.CommandLine.Model.CommandSpec;

/** {@code sandbox}: serves the API's stand-in until the process is ended. */
final class SandboxCommand implements Command, Callable<Integer> {

	private final Messages messages;

	private final CommandSpec spec;

	SandboxCommand(Messages messages) {
		this.messages = messages;
		this.spec = Options.command(this,
				"Serves an in-memory stand-in of the API on a loopback port, until it is stopped. "
						+ "It is empty at the start, forgets everything at the end, "
						+ "and without --keys any key may do everything.",
				List.of(Options.serving()));
		CommandHelp.ofSandbox(this.spec);
	}

	@Override
	public String name() {
		return "sandbox";
	}

	@Override
	public CommandSpec spec() {
		return this.spec;
	}

	@Override
	public Integer call() throws InterruptedException {
		Settings settings = Settings.of(this.spec.commandLine().getParseResult());
		settings.check(ServingProperties.class, SandboxProperties.class);
		try (Application application = Application.start(SandboxApplication.class, settings, this.messages);
				SandboxServer server = start(application)) {
			String keys = application.get(ServingProperties.class).keys();
			System.out.println("The sandbox listens on " + server.baseUrl() + "; " + ((keys != null)
					? "put one of the keys in " + keys + " in place of KEY:" : "any key that is not empty will do:"));
			System.out.println(new NextCommand(this.spec).importInto(server.baseUrl(), (keys != null) ? "KEY" : "any"));
			if (System.out.checkError()) {
				return ExitCode.SUCCESS.code();
			}
			new CountDownLatch(1).await();
			return ExitCode.SUCCESS.code();
		}
	}

	private static SandboxServer start(Application application) {
		ServingProperties serving = application.get(ServingProperties.class);
		try {
			AccessKeys keys = (serving.keys() != null) ? KeysFile.read(Path.of(serving.keys())) : AccessKeys.any();
			return SandboxServer.start(serving.port(), application.get(SandboxProperties.class), keys, Duration.ZERO);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidSettingException(String.valueOf(ex.getMessage()));
		}
		catch (UncheckedIOException ex) {
			throw new InvalidSettingException(
					"--port: " + ex.getMessage() + " Name another one, or 0 for any free one.");
		}
	}

}
