package org.rolebindings.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.Outage;
import org.rolebindings.api.OutageListener;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.job.ImportProgress;

import org.springframework.util.StringUtils;

/**
 * Tells on standard error how an import gets on: a bar on a terminal, a line every ten
 * seconds elsewhere, and the first failures as they happen.
 */
final class ConsoleProgress implements ImportProgress, OutageListener, AutoCloseable {

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
	 * @param outage the outage that there is, or {@code null}
	 */
	static ConsoleProgress create(CliProperties properties, Messages messages, PrintStream err,
			Supplier<Duration> pause, Supplier<@Nullable Outage> outage) {
		boolean tells = !properties.quiet();
		if (!tells || properties.noProgress()) {
			return new ConsoleProgress(messages, tells, ProgressDisplay.NONE);
		}
		boolean bar = properties.logFormat() == LogFormat.TEXT && Terminal.isStandardError();
		return new ConsoleProgress(messages, true,
				bar ? new ProgressBarDisplay(err, pause, outage) : new ProgressLines(messages, pause, outage));
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

	@Override
	public void outageBegan(Outage outage) {
		note(StringUtils.capitalize(outage.describe()) + ".");
	}

	@Override
	public void outageEnded(Duration lasted) {
		note("The service answers again, after " + lasted.toSeconds() + " s without a proper answer.");
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
