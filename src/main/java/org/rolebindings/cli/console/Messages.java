package org.rolebindings.cli.console;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.rolebindings.binding.ErrorCode;
import org.rolebindings.cli.settings.LogFormat;

/**
 * What the program itself says on standard error: lines of text for a person, or one JSON
 * object to a line, like those of its log.
 */
public final class Messages {

	private static final String PROGRAM = "role-bindings: ";

	private static final String DEFECT = "This is a defect of the program. Please report it with what follows.";

	private final PrintStream err;

	private volatile LogFormat format;

	/**
	 * Prints to a stream.
	 * @param err standard error
	 * @param format the format to begin with
	 */
	public Messages(PrintStream err, LogFormat format) {
		this.err = err;
		this.format = format;
	}

	/** Sets the format, once the settings are read. */
	public void setFormat(LogFormat format) {
		this.format = format;
	}

	/** The present format. */
	LogFormat format() {
		return this.format;
	}

	/** Something that a person should know. */
	public void note(String sentence) {
		note(sentence, Map.of());
	}

	/**
	 * Something that a person should know.
	 * @param sentence one line
	 * @param fields values that a program may look for; only the JSON has them
	 */
	void note(String sentence, Map<String, ?> fields) {
		say(sentence, () -> JsonLine.of(JsonLine.Level.INFO, sentence).with(fields));
	}

	/** A question, after which the answer is typed on the same line. */
	public void prompt(String question) {
		this.err.print(question);
		this.err.flush();
	}

	/** A row is INVALID or FAILED. */
	void rowFailed(long line, ErrorCode code, String message) {
		say("line " + line + ": " + code + ": " + message,
				() -> JsonLine.of(JsonLine.Level.WARN, message).with(Map.of("line", line, "error_code", code.name())));
	}

	/** The command failed, or was stopped. */
	public void error(String sentence) {
		error(List.of(sentence));
	}

	/** The same in several lines. The first says what happened, the others what to do. */
	void error(List<String> lines) {
		say(PROGRAM + String.join(System.lineSeparator(), lines),
				() -> JsonLine.of(JsonLine.Level.ERROR, String.join(" ", lines)));
	}

	/** The run stopped before its end. */
	void stopped(String reason) {
		String sentence = "Stopped: " + reason;
		say(sentence, () -> JsonLine.of(JsonLine.Level.ERROR, sentence));
	}

	/** The program has a defect; the message has the stack trace. */
	void defect(Throwable failure) {
		StringWriter text = new StringWriter();
		failure.printStackTrace(new PrintWriter(text));
		String trace = text.toString();
		say(PROGRAM + DEFECT + System.lineSeparator() + trace.stripTrailing(),
				() -> JsonLine.of(JsonLine.Level.ERROR, DEFECT).with(Map.of("stack_trace", trace)));
	}

	private void say(String text, Supplier<JsonLine> json) {
		this.err.println((this.format == LogFormat.JSON) ? json.get().toString() : text);
	}

}
