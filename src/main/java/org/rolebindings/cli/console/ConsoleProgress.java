package org.rolebindings.cli.console;

import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.outage.Outage;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.Quoting;
import org.rolebindings.binding.Wording;
import org.rolebindings.cli.process.Terminal;
import org.rolebindings.cli.settings.CliProperties;
import org.rolebindings.cli.settings.LogFormat;
import org.rolebindings.job.progress.ImportProgress;
import org.rolebindings.ledger.remote.WorkerState;

/**
 * Shows the progress of an import on standard error: a bar on a terminal, a line every
 * ten seconds elsewhere, and at most twenty failures. A code may use only a share of the
 * failures that are left, so that many failures of one code do not hide another code. The
 * failures beyond its share are printed at the end, if fewer than twenty were printed.
 */
public final class ConsoleProgress implements ImportProgress, AutoCloseable {

	private static final int FAILURES_TOLD = 20;

	/** A code may use one fifth of the failures that are left. */
	private static final int SHARE = 5;

	private final Messages messages;

	private final boolean tells;

	private final ProgressDisplay display;

	private final Map<ErrorCode, Integer> countByCode = new EnumMap<>(ErrorCode.class);

	private final List<Runnable> withheld = new ArrayList<>();

	private @Nullable ErrorCode explained;

	private long failures;

	private int told;

	private ConsoleProgress(Messages messages, boolean tells, ProgressDisplay display) {
		this.messages = messages;
		this.tells = tells;
		this.display = display;
	}

	/**
	 * Chooses the display for the settings and the terminal.
	 * @param properties the settings
	 * @param messages prints the messages
	 * @param err standard error
	 * @param pause how long the server has asked to wait, zero if it has not
	 * @param outage the present outage, or {@code null}
	 */
	public static ConsoleProgress create(CliProperties properties, Messages messages, PrintStream err,
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
	public void importing(String file, URI target, long rows) {
		note("Importing " + Quoting.legible(file, Integer.MAX_VALUE) + " to " + target + ": " + Wording.of(rows)
				+ ((rows == 1) ? " row." : " rows."));
	}

	@Override
	public void note(String sentence) {
		// A file's name may have control characters
		say(() -> this.messages.note(Quoting.legible(sentence, Integer.MAX_VALUE)));
	}

	@Override
	public void begin(Phase phase, long rows) {
		this.display.begin(switch (phase) {
			case READING -> "Reading";
			case NAMING -> "Looking up names";
			case COMPARING -> "Comparing";
			case LISTING -> "Listing";
			case POSTING -> "Posting";
			case REMOVING -> "Taking back";
			case REPORTING -> "Reporting";
		}, rows);
	}

	@Override
	public void advance() {
		this.display.advance();
	}

	@Override
	public void failed(long line, ErrorCode code, String text) {
		this.failures++;
		this.display.failures(this.failures);
		if (code == this.explained) {
			return;
		}
		int ofCode = this.countByCode.merge(code, 1, Integer::sum) - 1;
		Runnable message = () -> this.messages.rowFailed(line, code, text);
		if (this.told < FAILURES_TOLD && ofCode <= (FAILURES_TOLD - this.told) / SHARE) {
			tell(message);
		}
		else if (this.withheld.size() < FAILURES_TOLD) {
			this.withheld.add(message);
		}
	}

	private void tell(Runnable message) {
		this.told++;
		say(message);
	}

	@Override
	public void workers(List<WorkerState> workers) {
		this.display.workers(workers.stream().filter(WorkerState::isAtWork).count());
	}

	@Override
	public void explained(ErrorCode code) {
		this.explained = code;
	}

	/** Prints the withheld failures as far as allowed, and says if there are more. */
	private void tellRest() {
		this.withheld.stream().limit(FAILURES_TOLD - this.told).toList().forEach(this::tell);
		this.withheld.clear();
		if (this.failures > this.told) {
			note("Further failures are only counted here; failed.csv will have them all.");
			this.failures = this.told;
		}
	}

	private void say(Runnable message) {
		if (this.tells) {
			this.display.above(message);
		}
	}

	@Override
	public void close() {
		tellRest();
		this.display.close();
	}

}
