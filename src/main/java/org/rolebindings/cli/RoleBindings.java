package org.rolebindings.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The program's way in. Help, the version and usage errors are answered here, before
 * anything is started.
 */
public final class RoleBindings {

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
		System.exit(output.exitCode(run(args, messages), messages));
	}

	/**
	 * What picocli lets through, like an error of the JVM, must not end with 1 either.
	 */
	private static int run(String[] args, Messages messages) {
		try {
			NativeEncoding.ofProcess().checkStart(List.of(args));
			return commandLine(messages).execute(args);
		}
		catch (RuntimeException | Error ex) {
			return Failures.tell(ex, messages);
		}
	}

	static CommandLine commandLine(Messages messages) {
		CommandSpec root = CommandSpec.create().name("role-bindings");
		root.mixinStandardHelpOptions(true).versionProvider(new Version());
		root.usageMessage()
			.description("Imports role bindings from a CSV into an Arize AX account, and loses none.")
			.footer("", "role-bindings COMMAND --help tells the options of a command.",
					"To see it work: role-bindings import samples/bindings.csv --sandbox");
		for (Command command : List.of(new ImportCommand(messages), new ValidateCommand(messages),
				new WatchCommand(messages), new SandboxCommand(messages))) {
			root.addSubcommand(command.name(), command.spec());
		}
		CommandLine commandLine = new CommandLine(root);
		commandLine.setExpandAtFiles(false);
		commandLine.setUsageHelpAutoWidth(true);
		commandLine.setParameterExceptionHandler((failure, arguments) -> usageError(failure, messages));
		commandLine.setExecutionExceptionHandler((failure, command, parsed) -> Failures.tell(failure, messages));
		return commandLine;
	}

	private static int usageError(ParameterException failure, Messages messages) {
		StringWriter suggestions = new StringWriter();
		String hint = UnmatchedArgumentException.printSuggestions(failure, new PrintWriter(suggestions))
				? suggestions.toString().strip()
				: "See " + failure.getCommandLine().getCommandSpec().qualifiedName() + " --help.";
		messages.error(List.of(String.valueOf(failure.getMessage()), hint));
		return ExitCode.USAGE.code();
	}

}
