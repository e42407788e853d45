package org.rolebindings.cli.console;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.rolebindings.cli.process.EarlyOption;
import org.rolebindings.cli.process.ExitCode;
import org.rolebindings.cli.settings.CliProperties;
import org.rolebindings.cli.settings.Settings;
import org.rolebindings.ledger.run.RunStatus;
import tools.jackson.databind.json.JsonMapper;

/**
 * Says why a command has no result: on standard error, and with {@code --output json} as
 * one object on standard output too, because a script always reads that.
 */
public final class FailurePrinter {

	public static final String DEFECT = "A defect of the program; standard error has its stack trace.";

	private static final JsonMapper MAPPER = new JsonMapper();

	private final PrintStream out;

	private final Messages messages;

	private final boolean json;

	/**
	 * Reads the form of the output from the command line and the environment.
	 * @param out standard output
	 * @param messages prints on standard error
	 * @param arguments the command line
	 * @param variables the environment variables
	 */
	public FailurePrinter(PrintStream out, Messages messages, List<String> arguments, Map<String, String> variables) {
		this.out = out;
		this.messages = messages;
		this.json = EarlyOption.isJson("--output", arguments, variables);
	}

	/** A printer for a command whose form of the output is known. */
	public FailurePrinter(PrintStream out, Messages messages, CliProperties.Output output) {
		this.out = out;
		this.messages = messages;
		this.json = output == CliProperties.Output.JSON;
	}

	/** A printer for a command whose settings are read. */
	public static FailurePrinter of(Settings settings, Messages messages) {
		return new FailurePrinter(System.out, messages, settings.bind(CliProperties.class).output());
	}

	/**
	 * Tells a failure.
	 * @param failure what the command failed at
	 * @param exitCode what it ends with
	 * @param next the command to run next, or {@code null} if no command helps
	 */
	public void print(Throwable failure, int exitCode, @Nullable String next) {
		int unused = Failures.tell(failure, this.messages);
		Throwable known = Failures.known(failure);
		printJson((known != null) ? Failures.sentence(known) : DEFECT, exitCode, next);
	}

	/**
	 * Tells that a signal came before there was something to stop.
	 * @param sentence says so
	 * @param exitCode what the command ends with
	 * @param next the command to run next, or {@code null}
	 */
	public void printStopped(String sentence, int exitCode, @Nullable String next) {
		this.messages.error(sentence);
		printJson(sentence, exitCode, next);
	}

	/**
	 * Tells what is wrong with the command line.
	 * @param lines what it is, then what to type
	 */
	public void printUsage(List<String> lines) {
		this.messages.error(lines);
		printJson(String.join(" ", lines), ExitCode.USAGE.code(), null);
	}

	/**
	 * Tells that there is nothing to do.
	 * @param sentence says why
	 */
	public void printNothingToDo(String sentence) {
		if (this.json) {
			printObject(RunStatus.COMPLETED, sentence, ExitCode.SUCCESS.code(), null);
		}
		else {
			this.out.println(sentence);
		}
	}

	/**
	 * Prints the object if it is asked for.
	 * @param message what happened, for a person
	 * @param exitCode what the command ends with
	 * @param next the command to run next, or {@code null}
	 */
	void printJson(String message, int exitCode, @Nullable String next) {
		if (!this.json) {
			return;
		}
		boolean refused = exitCode == ExitCode.USAGE.code() || exitCode == ExitCode.STATE_IN_USE.code()
				|| exitCode == ExitCode.DEFECT.code();
		printObject(refused ? RunStatus.FAILED : RunStatus.STOPPED, message, exitCode, next);
	}

	private void printObject(RunStatus status, String message, int exitCode, @Nullable String next) {
		Map<String, @Nullable Object> object = new LinkedHashMap<>();
		object.put("run", null);
		object.put("status", status);
		object.put("message", message);
		object.put("exit_code", exitCode);
		object.put("reports", null);
		object.put("next", next);
		this.out.println(MAPPER.writeValueAsString(object));
	}

}
