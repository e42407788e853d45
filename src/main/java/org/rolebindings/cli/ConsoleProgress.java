package org.rolebindings.cli;

import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;

import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.Quoting;
import org.rolebindings.job.ImportProgress;

/**
 * Tells on standard error how an import gets on: a bar on a terminal, a line every ten
 * seconds elsewhere, and the first failures as they happen.
 */
final class ConsoleProgress implements ImportProgress, AutoCloseable {

	private static final int FAILURES_TOLD = 20;

	private final Messages messages;

	private final boolean tells;

	private final ProgressDisplay display;

	private long failures;

	private ConsoleProgress(Messages messages, boolean tells, ProgressDisplay display) {
		this.messages = messages;
		this.tells = tells;
		this.display = display;
	}

	/**
	 * Chooses what fits the settings and the terminal.
	 * @param properties the settings
	 * @param messages what is said beside it
	 * @param err standard error
	 * @param pause how long the server has asked to wait, zero where it has not
	 */
	static ConsoleProgress create(CliProperties properties, Messages messages, PrintStream err,
			Supplier<Duration> pause) {
		boolean tells = !properties.quiet();
		if (!tells || properties.noProgress()) {
			return new ConsoleProgress(messages, tells, ProgressDisplay.NONE);
		}
		boolean bar = properties.logFormat() == LogFormat.TEXT && Terminal.isStandardError();
		return new ConsoleProgress(messages, true,
				bar ? new ProgressBarDisplay(err, pause) : new ProgressLines(messages, pause));
	}

	@Override
	public void importing(String file, URI target, long rows) {
		note(String.format(Locale.ROOT, "Importing %s to %s: %,d %s.", Quoting.legible(file, Integer.MAX_VALUE), target,
				rows, (rows == 1) ? "row" : "rows"));
	}

	@Override
	public void note(String sentence) {
		say(() -> this.messages.note(sentence));
	}

	@Override
	public void begin(Phase phase, long rows) {
		this.display.begin(switch (phase) {
			case READING -> "Reading";
			case COMPARING -> "Comparing";
			case POSTING -> "Posting";
			case REPORTING -> "Reporting";
		}, rows);
	}

	@Override
	public void advance() {
		this.display.advance();
	}

	@Override
	public void failed(long line, ErrorCode code, String message) {
		this.failures++;
		this.display.failures(this.failures);
		if (this.failures <= FAILURES_TOLD) {
			say(() -> this.messages.rowFailed(line, code, message));
		}
		else if (this.failures == FAILURES_TOLD + 1) {
			note("Further failures are only counted here; failed.csv will have them all.");
		}
	}

	private void say(Runnable message) {
		if (this.tells) {
			this.display.above(message);
		}
	}

	@Override
	public void close() {
		this.display.close();
	}

}
