package org.rolebindings.cli;

import java.util.List;
import java.util.Set;

import org.rolebindings.cli.console.FailurePrinter;
import org.rolebindings.cli.console.Failures;
import org.rolebindings.cli.console.Messages;
import org.rolebindings.cli.console.NextCommand;
import org.rolebindings.cli.console.Shortage;
import org.rolebindings.cli.console.StandardOutput;
import org.rolebindings.cli.process.ExitCode;
import org.rolebindings.cli.process.NativeEncoding;
import org.rolebindings.cli.process.SignalStop;
import org.rolebindings.cli.process.Version;
import org.rolebindings.cli.settings.LogFormat;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * The entry point of the program. Help, the version and usage errors are handled here,
 * before any application starts.
 */
public final class RoleBindings {

	private static final Set<String> SENDING = Set.of("import", "plan", "watch", "export", "undo", "revoke", "worker");

	private RoleBindings() {
	}

	/**
	 * Runs one command and ends the process with its exit code.
	 * @param args the command line
	 */
	public static void main(String[] args) {
		StandardOutput output = StandardOutput.install();
		Messages messages = new Messages(System.err, LogFormat.requested(List.of(args), System.getenv()));
		Shortage.endAtUncaughtErrors(messages);
		listenUntilTheCommandDoes(List.of(args), messages);
		System.exit(output.exitCode(run(args, messages), messages));
	}

	/** On a busy machine it takes seconds until the command listens for signals. */
	private static void listenUntilTheCommandDoes(List<String> args, Messages messages) {
		if (!args.isEmpty() && SENDING.contains(args.get(0))) {
			SignalStop.endBeforeInstall((exitCode) -> new FailurePrinter(System.out, messages, args, System.getenv())
				.printStopped(SignalStop.NOTHING_SENT, exitCode, NextCommand.shown(args)));
		}
	}

	/**
	 * Handles also exceptions that picocli does not catch, like errors of the JVM, so
	 * that the exit code is never 1 for them.
	 */
	private static int run(String[] args, Messages messages) {
		try {
			NativeEncoding.ofProcess().checkStart(List.of(args));
			return commandLine(messages).execute(args);
		}
		catch (RuntimeException | Error ex) {
			return failed(ex, List.of(args), messages);
		}
	}

	static CommandLine commandLine(Messages messages) {
		CommandSpec root = CommandSpec.create().name("role-bindings");
		root.mixinStandardHelpOptions(true).versionProvider(new Version());
		root.usageMessage().description("Imports role bindings from a CSV into an Arize AX account, and loses none.");
		CommandHelp.ofProgram(root);
		for (Command command : List.of(new ImportCommand(messages), new ValidateCommand(messages),
				new PlanCommand(messages), new WatchCommand(messages), new RunsCommand(messages),
				new ReportCommand(messages), new ExportCommand(messages), new UndoCommand(messages),
				new RevokeCommand(messages), new WorkerCommand(messages), new SandboxCommand(messages))) {
			root.addSubcommand(command.name(), command.spec().versionProvider(new Version()));
		}
		root.addSubcommand("help", new CommandLine(new CommandLine.HelpCommand()));
		CommandLine commandLine = new CommandLine(root);
		commandLine.setExpandAtFiles(false);
		commandLine.setUsageHelpAutoWidth(true);
		commandLine.setParameterExceptionHandler((failure, arguments) -> usageError(failure, arguments, messages));
		commandLine.setExecutionExceptionHandler(
				(failure, command, parsed) -> failed(failure, parsed.originalArgs(), messages));
		return commandLine;
	}

	private static int usageError(ParameterException failure, String[] arguments, Messages messages) {
		new FailurePrinter(System.out, messages, List.of(arguments), System.getenv())
			.printUsage(UsageError.describe(failure, List.of(arguments)));
		return ExitCode.USAGE.code();
	}

	private static int failed(Throwable failure, List<String> arguments, Messages messages) {
		int exitCode = Failures.exitCode(failure).code();
		new FailurePrinter(System.out, messages, arguments, System.getenv()).print(failure, exitCode, null);
		return exitCode;
	}

}
