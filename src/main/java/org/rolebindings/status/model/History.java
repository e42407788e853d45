package org.rolebindings.status.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Outcome;
import org.rolebindings.binding.RunKind;
import org.rolebindings.inbox.FileOutcome;
import org.rolebindings.report.WrittenReports;

/** The last files, and sums over all of them, since the watcher was started. */
public final class History {

	private static final int MOST_FILES = 50;

	/** By claim, the latest one last. */
	private final Map<String, Attempt> attempts = new LinkedHashMap<>();

	private final Map<Outcome, Long> rows = new EnumMap<>(Outcome.class);

	private final Map<FileOutcome.Fate, Long> files = new EnumMap<>(FileOutcome.Fate.class);

	private @Nullable Instant lastSuccess;

	/**
	 * Sums.
	 *
	 * @param rows the rows of the runs that have ended, by outcome, all of them
	 * @param done the files that were imported
	 * @param failed the files that cannot be imported
	 * @param lastSuccess when the last file was imported, or {@code null} if none was
	 */
	public record Sums(Map<Outcome, Long> rows, long done, long failed, @Nullable Instant lastSuccess) {
	}

	synchronized void add(Attempt attempt) {
		this.attempts.remove(attempt.file().claim());
		this.attempts.put(attempt.file().claim(), attempt);
		if (this.attempts.size() > MOST_FILES) {
			this.attempts.remove(this.attempts.keySet().iterator().next());
		}
	}

	/** A file was filed away. */
	synchronized void filed(Attempt attempt) {
		add(attempt);
		this.files.merge(attempt.outcome().fate(), 1L, Long::sum);
		if (attempt.outcome().fate() == FileOutcome.Fate.DONE) {
			this.lastSuccess = attempt.at();
		}
		WrittenReports reports = attempt.reports();
		if (reports != null) {
			reports.summary().outcomes().forEach((outcome, count) -> this.rows.merge(outcome, count, Long::sum));
		}
	}

	/** The last files, the latest first. */
	public synchronized List<Attempt> latest() {
		List<Attempt> latest = new ArrayList<>(this.attempts.values());
		Collections.reverse(latest);
		return latest;
	}

	/** The reports of a run, if it is one of the last runs. */
	public synchronized Optional<WrittenReports> reports(long run) {
		for (Attempt attempt : this.attempts.values()) {
			WrittenReports reports = attempt.reports();
			if (reports != null && Long.valueOf(run).equals(reports.summary().run())) {
				return Optional.of(reports);
			}
		}
		return Optional.empty();
	}

	public synchronized Sums sums() {
		Map<Outcome, Long> all = new EnumMap<>(Outcome.class);
		RunKind.IMPORT.outcomes().forEach((outcome) -> all.put(outcome, this.rows.getOrDefault(outcome, 0L)));
		return new Sums(all, this.files.getOrDefault(FileOutcome.Fate.DONE, 0L),
				this.files.getOrDefault(FileOutcome.Fate.FAILED, 0L), this.lastSuccess);
	}

}
