package org.rolebindings.cli.watch;

import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Quoting;
import org.rolebindings.cli.console.Messages;
import org.rolebindings.cli.console.ResultPrinter;
import org.rolebindings.cli.settings.CliProperties;
import org.rolebindings.inbox.ClaimedFile;
import org.rolebindings.inbox.FileOutcome;
import org.rolebindings.inbox.WatchListener;
import org.rolebindings.job.run.ImportResult;
import org.rolebindings.report.summary.RunSummary;

/**
 * Tells what a watcher does: the result of each file on standard output, the rest on
 * standard error. A failure that repeats is reported once.
 */
final class WatchPrinter implements WatchListener {

	private final PrintStream out;

	private final Messages messages;

	private final CliProperties properties;

	private @Nullable String waitingFor;

	private boolean outputFailed;

	WatchPrinter(PrintStream out, Messages messages, CliProperties properties) {
		this.out = out;
		this.messages = messages;
		this.properties = properties;
	}

	/** Prints the result of a run. */
	void result(ImportResult result) {
		RunSummary summary = result.reports().summary();
		if (this.properties.output() == CliProperties.Output.JSON) {
			this.out.print(result.reports().toJson(ResultPrinter.exitCode(summary).code(), null));
			complainOfOutput();
			return;
		}
		String outcomes = summary.describeOutcomes();
		this.out.println("Run " + summary.run() + " of " + shown(summary.file()) + ": " + summary.status() + ", "
				+ (outcomes.isEmpty() ? "no rows" : outcomes) + ". Reports: "
				+ shown(result.reports().folder().toString()));
		complainOfOutput();
	}

	private void complainOfOutput() {
		if (this.out.checkError() && !this.outputFailed) {
			this.outputFailed = true;
			complain(
					"Standard output cannot be written; the results of this and later files are only in their reports.");
		}
	}

	/** Tells where the rows of all files go. */
	void target(URI target) {
		say("The rows go to " + target + ".");
	}

	/** Tells where the status is served. */
	void serving(String address) {
		say("Status page: " + address);
	}

	@Override
	public void watching(Path inbox) {
		say("Watching " + inbox + ".");
	}

	@Override
	public void unreadable(Path file) {
		complain(file + " is not readable and is left alone; give the user who runs this the right to read it.");
	}

	/** The import itself reports this, with the number of rows. */
	@Override
	public void begins(ClaimedFile file) {
	}

	@Override
	public void ended(ClaimedFile file, FileOutcome outcome) {
		switch (outcome.fate()) {
			case WAIT -> waitFor(outcome.sentence());
			case AGAIN -> complain(shown(file.name()) + " will be tried again: " + outcome.sentence());
			case FAILED -> complain(shown(file.name()) + ": " + outcome.sentence());
			case DONE -> this.waitingFor = null;
		}
	}

	private void waitFor(String sentence) {
		if (!sentence.equals(this.waitingFor)) {
			complain(sentence + " The files wait, and the watcher keeps trying.");
			this.waitingFor = sentence;
		}
	}

	@Override
	public void filed(ClaimedFile file, FileOutcome outcome, Path place) {
		this.waitingFor = null;
		say(shown(file.name()) + " is now " + shown(place.toString()) + ".");
	}

	@Override
	public void remark(String sentence) {
		complain(sentence);
	}

	@Override
	public void trouble(String sentence) {
		complain(sentence);
	}

	@Override
	public void recovered() {
		say("The inbox can be used again.");
	}

	/** Prints information, unless only errors are wanted. */
	void say(String line) {
		if (!this.properties.quiet()) {
			this.messages.note(line);
		}
	}

	private void complain(String line) {
		this.messages.error(shown(line));
	}

	private static String shown(String text) {
		return Quoting.legible(text, Integer.MAX_VALUE);
	}

}
