package org.rolebindings.cli.runs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Quoting;
import org.rolebindings.binding.Wording;
import org.rolebindings.report.summary.LatencySummary;
import org.rolebindings.report.summary.RequestSummary;
import org.rolebindings.report.summary.RunOptions;
import org.rolebindings.report.summary.RunSummary;

/** What a run's summary says, in words. */
final class RunText {

	private RunText() {
	}

	/** What was done with which file, where. */
	static String title(RunSummary summary) {
		Long undone = summary.options().undone();
		String file = Quoting.legible(summary.file(), Integer.MAX_VALUE);
		return "Run " + summary.run() + ": " + summary.kind() + " of "
				+ ((undone != null) ? "run " + undone + " (" + file + ")" : file)
				+ (summary.kind().takesBack() ? " at " : " to ") + summary.target();
	}

	/** The outcomes that occur, with their counts. */
	static String outcomes(RunSummary summary) {
		String counts = summary.outcomes()
			.entrySet()
			.stream()
			.filter((entry) -> entry.getValue() > 0)
			.map((entry) -> entry.getKey() + " " + Wording.of(entry.getValue()))
			.collect(Collectors.joining(", "));
		return counts.isEmpty() ? "no rows" : counts;
	}

	/** The options that decide about rows. An undo has the delimiter of its run. */
	static String options(RunOptions options) {
		List<String> words = new ArrayList<>();
		addOption(words, "--on-conflict ", options.onConflict());
		addOption(words, "--on-invalid ", options.onInvalid());
		addOption(words, "--delimiter ",
				(options.delimiter() != null && options.undone() == null) ? Quoting.quoted(options.delimiter()) : null);
		addOption(words, "--map with the SHA-256 digest ", options.map());
		addOption(words, "--plan with the SHA-256 digest ", options.plan());
		addOption(words, "--only with the SHA-256 digest ", options.only());
		return words.isEmpty() ? "none" : String.join(" ", words);
	}

	private static void addOption(List<String> words, String name, @Nullable String value) {
		if (value != null) {
			words.add(name + value);
		}
	}

	/** What was sent. */
	static String requests(RequestSummary requests) {
		String byStatus = requests.byStatus()
			.entrySet()
			.stream()
			.map((Map.Entry<String, Long> entry) -> entry.getKey() + ": " + Wording.of(entry.getValue()))
			.collect(Collectors.joining(", "));
		return Wording.of(requests.total()) + (byStatus.isEmpty() ? "" : " (" + byStatus + ")") + ", "
				+ Wording.of(requests.retries()) + " retries, " + Wording.of(requests.throttled())
				+ " answers that asked to wait";
	}

	/** How long answers took. */
	static String latency(LatencySummary millis) {
		return (millis.max() == null) ? "none" : "half within " + millis.p50() + " ms, 95% " + millis.p95()
				+ " ms, 99% " + millis.p99() + " ms, all " + millis.max() + " ms";
	}

}
