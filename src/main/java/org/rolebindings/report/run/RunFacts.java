package org.rolebindings.report.run;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Wording;
import org.rolebindings.report.page.PageModel;
import org.rolebindings.report.summary.LatencySummary;
import org.rolebindings.report.summary.RequestSummary;
import org.rolebindings.report.summary.RunOptions;
import org.rolebindings.report.summary.RunSummary;

/** The facts of a run. */
final class RunFacts {

	private static final int MILLIS_DIGITS = 3;

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
		.withZone(ZoneOffset.UTC);

	private final List<PageModel.Fact> facts = new ArrayList<>();

	private RunFacts() {
	}

	/** The facts of a plan. */
	static List<PageModel.Fact> of(RunSummary summary) {
		return of(summary, null);
	}

	/**
	 * The facts of a run.
	 * @param reversal the command that puts back what the run took away, or {@code null}
	 */
	static List<PageModel.Fact> of(RunSummary summary, @Nullable String reversal) {
		RunFacts facts = new RunFacts();
		facts.add("File", summary.file());
		facts.add("SHA-256", summary.sha256());
		facts.add("Target", summary.target());
		facts.add("Run", (summary.run() != null) ? String.valueOf(summary.run()) : null);
		Long undone = summary.options().undone();
		facts.add("Undone run", (undone != null) ? String.valueOf(undone) : null);
		facts.add("To put it back", reversal);
		facts.add("Note", summary.note());
		facts.add("Options", options(summary.options()));
		facts.add("Started", TIME.format(summary.startedAt()));
		facts.add("Ended", ended(summary.endedAt()));
		Duration took = Duration.ofMillis(summary.durationSeconds().movePointRight(MILLIS_DIGITS).longValue());
		facts.add("Took", Wording.ofTaken(took) + starts(summary.resumes()));
		facts.add("Rows per second", Wording.ofRate(summary.rowsPerSecond().doubleValue()));
		if (summary.run() != null) {
			facts.add("Requests", requests(summary.requests()));
			facts.add("Answers", answers(summary.latencyMs()));
		}
		return facts.facts;
	}

	private void add(String name, @Nullable String value) {
		if (value != null) {
			this.facts.add(new PageModel.Fact(name, value));
		}
	}

	private static String ended(@Nullable Instant endedAt) {
		return (endedAt != null) ? TIME.format(endedAt) : "not known, because a crash ended it";
	}

	private static String starts(int resumes) {
		return (resumes > 0) ? ", in " + Wording.of(resumes + 1L) + " starts" : "";
	}

	private static @Nullable String options(RunOptions options) {
		List<String> words = new ArrayList<>();
		addOption(words, "--on-conflict ", options.onConflict());
		addOption(words, "--on-invalid ", options.onInvalid());
		addOption(words, "--delimiter ", (options.delimiter() != null && options.undone() == null)
				? options.delimiter().replace("\t", "\\t") : null);
		addOption(words, "--map with SHA-256 ", options.map());
		addOption(words, "--plan with SHA-256 ", options.plan());
		addOption(words, "--only with SHA-256 ", options.only());
		return words.isEmpty() ? null : String.join(", ", words);
	}

	private static void addOption(List<String> words, String name, @Nullable String value) {
		if (value != null) {
			words.add(name + value);
		}
	}

	private static String requests(RequestSummary requests) {
		String byStatus = requests.byStatus()
			.entrySet()
			.stream()
			.map((status) -> Wording.of(status.getValue()) + " with "
					+ (status.getKey().equals("none") ? "no answer" : status.getKey()))
			.collect(Collectors.joining(", "));
		return Wording.of(requests.total()) + (byStatus.isEmpty() ? "" : ": " + byStatus) + "; "
				+ Wording.of(requests.retries()) + " were repetitions, and " + Wording.of(requests.throttled())
				+ " answers asked to wait";
	}

	private static @Nullable String answers(LatencySummary latency) {
		return (latency.max() == null) ? null
				: "half within " + millis(latency.p50()) + ", 95 of 100 within " + millis(latency.p95())
						+ ", 99 of 100 within " + millis(latency.p99()) + ", all within " + millis(latency.max());
	}

	private static String millis(@Nullable BigDecimal millis) {
		return Wording.ofRate((millis != null) ? millis.doubleValue() : 0) + " ms";
	}

}
