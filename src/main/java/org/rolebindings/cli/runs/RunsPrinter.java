package org.rolebindings.cli.runs;

import java.io.PrintStream;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Quoting;
import org.rolebindings.binding.Wording;
import org.rolebindings.cli.console.OutcomeTable;
import org.rolebindings.cli.process.ExitCode;
import org.rolebindings.ledger.remote.WorkerState;
import org.rolebindings.ledger.run.Run;
import org.rolebindings.report.RunReports;
import org.rolebindings.report.WrittenReports;
import org.rolebindings.report.summary.RunSummary;
import org.rolebindings.report.summary.SummaryJson;

/** Prints runs, for a person or for a script. */
public final class RunsPrinter {

	/** So that a note takes one line of a terminal. */
	private static final int MOST_OF_NOTE = 70;

	private final PrintStream out;

	private final RunReports reports;

	private final TakeUp takeUp;

	private final TakenBack takenBack;

	private final Processes processes;

	private final boolean json;

	RunsPrinter(PrintStream out, RunReports reports, TakeUp takeUp, TakenBack takenBack, Processes processes,
			boolean json) {
		this.out = out;
		this.reports = reports;
		this.takeUp = takeUp;
		this.takenBack = takenBack;
		this.processes = processes;
		this.json = json;
	}

	/**
	 * The processes that work on runs.
	 *
	 * @param running the runs that other processes work on at present
	 * @param workers the workers of a run, by its number
	 */
	record Processes(Set<Long> running, LongFunction<List<WorkerState>> workers) {
	}

	/** The runs as a script reads them. */
	private record Listing(List<Listed> runs) {
	}

	/** A run with the keys of its summary, and what is to be known beside it. */
	private record Listed(@JsonUnwrapped RunSummary summary,
			@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer exitCode, @Nullable Long undone,
			List<Long> undoneBy, String reports, @Nullable String next,
			@JsonInclude(JsonInclude.Include.NON_EMPTY) List<WorkerText> workers) {
	}

	/** Prints all runs, in few lines each. */
	public void printList(List<Run> runs) {
		if (this.json) {
			this.out.print(SummaryJson.write(new Listing(runs.stream().map(this::listed).toList())));
		}
		else if (runs.isEmpty()) {
			this.out.println("There is no run yet.");
		}
		else {
			runs.forEach(this::printShort);
		}
	}

	private WrittenReports summed(Run run) {
		WrittenReports summed = this.reports.summarize(run);
		return isRunning(run) ? new WrittenReports(summed.folder(), summed.summary().running()) : summed;
	}

	private boolean isRunning(Run run) {
		return this.processes.running().contains(run.number());
	}

	private Listed listed(Run run) {
		return listed(run, summed(run), null, List.of());
	}

	private Listed listed(Run run, WrittenReports summed, @Nullable Integer exitCode, List<WorkerText> workers) {
		return new Listed(summed.summary(), exitCode, run.identity().task().undone(), this.takenBack.by(run),
				summed.folder().toString(), next(run, summed), workers);
	}

	private void printShort(Run run) {
		RunSummary summary = summed(run).summary();
		this.out.println(RunText.title(summary));
		this.out
			.println("  " + summary.status() + ", started " + shown(summary.startedAt()) + ", took " + took(summary));
		this.out.println("  " + RunText.outcomes(summary));
		if (summary.note() != null) {
			this.out.println("  Note: " + Quoting.legible(summary.note(), MOST_OF_NOTE));
		}
		line("  ", this.takenBack.describe(run));
		line("  ", goingOn(run, summary));
	}

	/** Prints one run in full. */
	public void printOne(Run run) {
		WrittenReports summed = summed(run);
		List<WorkerText> workers = this.processes.workers().apply(run.number()).stream().map(WorkerText::of).toList();
		if (this.json) {
			printJson(run, summed, workers);
			return;
		}
		RunSummary summary = summed.summary();
		this.out.println(RunText.title(summary));
		this.out.println();
		fact("status", summary.status());
		fact("started", shown(summary.startedAt()));
		fact("ended", ended(run, summary));
		fact("took", took(summary) + ", " + Wording.ofRate(summary.rowsPerSecond().doubleValue()) + " rows/s");
		fact("starts", Wording.of(summary.resumes() + 1L));
		fact("note", (summary.note() != null) ? legible(summary.note()) : "none");
		fact("sha256", summary.sha256());
		fact("options", RunText.options(summary.options()));
		fact("requests", RunText.requests(summary.requests()));
		fact("answers", RunText.latency(summary.latencyMs()));
		this.out.println();
		OutcomeTable.print(summary, this.out);
		WorkerText.print(workers, this.out);
		this.out.println();
		this.out.println("Reports: " + legible(summed.folder().toString())
				+ (Files.isDirectory(summed.folder()) ? "" : ", which is not there, or not below this --reports"));
		line("", this.takenBack.describe(run));
		line("", goingOn(run, summary));
	}

	private String ended(Run run, RunSummary summary) {
		if (summary.endedAt() != null) {
			return shown(summary.endedAt());
		}
		return isRunning(run) ? "not yet" : "unknown: a crash or a kill ended it";
	}

	/** How an unfinished run goes on; {@code null} if it has ended. */
	private @Nullable String goingOn(Run run, RunSummary summary) {
		return isRunning(run) ? "Another process is working on it." : this.takeUp.describe(run, summary.outcomes());
	}

	/** Prints where the reports of a run were written again. */
	public void printReports(Run run, WrittenReports written) {
		if (this.json) {
			printJson(run, written, List.of());
		}
		else {
			this.out.println("Reports: " + legible(written.folder().toString()));
		}
	}

	private void printJson(Run run, WrittenReports summed, List<WorkerText> workers) {
		this.out.print(SummaryJson.write(listed(run, summed, ExitCode.SUCCESS.code(), workers)));
	}

	private void line(String indent, @Nullable String sentence) {
		if (sentence != null) {
			this.out.println(indent + sentence);
		}
	}

	private @Nullable String next(Run run, WrittenReports summed) {
		return isRunning(run) ? null : this.takeUp.command(run, summed.summary().outcomes());
	}

	private void fact(String name, Object value) {
		this.out.println("  %-9s ".formatted(name) + value);
	}

	private static String shown(Instant time) {
		return time.truncatedTo(ChronoUnit.SECONDS).toString();
	}

	private static String took(RunSummary summary) {
		return Wording.ofTaken(Duration.ofMillis(summary.durationSeconds().movePointRight(3).longValue()));
	}

	private static String legible(String text) {
		return Quoting.legible(text, Integer.MAX_VALUE);
	}

}
