package org.rolebindings.cli;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

import org.rolebindings.sandbox.SandboxProperties;
import org.rolebindings.sandbox.SandboxServer;
import picocli.CommandLine.Model.CommandSpec;

/** {@code sandbox}: serves the API's stand-in until the process is ended. */
final class SandboxCommand implements Command, Callable<Integer> {

	private final Messages messages;

	private final CommandSpec spec;

	SandboxCommand(Messages messages) {
		this.messages = messages;
		this.spec = Options.command(this,
				"Serves an in-memory stand-in of the API on a loopback port, until it is stopped. "
						+ "It is empty at the start, forgets everything at the end, and takes any key.",
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
		settings.check(PortProperties.class, SandboxProperties.class);
		try (Application application = Application.start(SandboxApplication.class, settings, this.messages);
				SandboxServer server = start(application)) {
			System.out.println("The sandbox listens on " + server.baseUrl() + "; any key that is not empty will do:");
			System.out.println(new NextCommand(this.spec).importInto(server.baseUrl()));
			if (System.out.checkError()) {
				return ExitCode.SUCCESS.code();
			}
			new CountDownLatch(1).await();
			return ExitCode.SUCCESS.code();
		}
	}

	private static SandboxServer start(Application application) {
		try {
			return SandboxServer.start(application.get(PortProperties.class).port(),
					application.get(SandboxProperties.class));
		}
		catch (UncheckedIOException ex) {
			throw new InvalidSettingException("--port: " + ex.getMessage());
		}
	}

}
