package org.rolebindings.cli;

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
		System.exit(commandLine().execute(args));
	}

	static CommandLine commandLine() {
		CommandSpec root = CommandSpec.create().name("role-bindings");
		root.mixinStandardHelpOptions(true).versionProvider(new Version());
		root.usageMessage()
			.description("Imports role bindings from a CSV into an Arize AX account, and loses none.")
			.footer("", "role-bindings COMMAND --help tells the options of a command.",
					"To see it work: role-bindings import samples/bindings.csv --sandbox");
		for (Command command : List.of(new ImportCommand(), new ValidateCommand(), new WatchCommand(),
				new SandboxCommand())) {
			root.addSubcommand(command.name(), command.spec());
		}
		CommandLine commandLine = new CommandLine(root);
		commandLine.setExpandAtFiles(false);
		commandLine.setUsageHelpAutoWidth(true);
		commandLine.setParameterExceptionHandler(RoleBindings::usageError);
		commandLine.setExecutionExceptionHandler((failure, command, parsed) -> Failures.tell(failure, System.err));
		return commandLine;
	}

	private static int usageError(ParameterException failure, String[] args) {
		CommandLine command = failure.getCommandLine();
		command.getErr().println("role-bindings: " + failure.getMessage());
		if (!UnmatchedArgumentException.printSuggestions(failure, command.getErr())) {
			command.getErr().println("See " + command.getCommandSpec().qualifiedName() + " --help.");
		}
		return ExitCode.USAGE.code();
	}

}
