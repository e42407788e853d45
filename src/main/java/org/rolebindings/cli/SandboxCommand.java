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
import org.rolebindings.sandbox.Account;
import org.rolebindings.sandbox.DirectoryFile;
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
						+ "Without --directory it has no bindings at the start, and without keys any key may do "
						+ "everything. It forgets everything at the end.",
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
		try (Application application = Application.start(SandboxApplication.class, settings, this.messages)) {
			ServingProperties serving = application.get(ServingProperties.class);
			Account account = account(serving);
			try (SandboxServer server = start(serving, application.get(SandboxProperties.class), account)) {
				announce(server, account, serving);
				if (!System.out.checkError()) {
					new CountDownLatch(1).await();
				}
				return ExitCode.SUCCESS.code();
			}
		}
	}

	private void announce(SandboxServer server, Account account, ServingProperties serving) {
		boolean anyKey = account.keys().takeAny();
		String file = (serving.keys() != null) ? serving.keys() : serving.directory();
		System.out.println("The sandbox listens on " + server.baseUrl() + "; " + (anyKey
				? "any key that is not empty will do:" : "put one of the keys in " + file + " in place of KEY:"));
		System.out.println(new NextCommand(this.spec).importInto(server.baseUrl(), anyKey ? "any" : "KEY"));
	}

	private static Account account(ServingProperties serving) {
		try {
			if (serving.directory() != null) {
				return DirectoryFile.read(Path.of(serving.directory()));
			}
			return Account.empty((serving.keys() != null) ? KeysFile.read(Path.of(serving.keys())) : AccessKeys.any());
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidSettingException(String.valueOf(ex.getMessage()));
		}
	}

	private static SandboxServer start(ServingProperties serving, SandboxProperties properties, Account account) {
		try {
			return SandboxServer.start(serving.port(), properties, account, Duration.ZERO);
		}
		catch (UncheckedIOException ex) {
			throw new InvalidSettingException(
					"--port: " + ex.getMessage() + " Name another one, or 0 for any free one.");
		}
	}

}
