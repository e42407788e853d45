package org.rolebindings.status.model;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;
import org.rolebindings.inbox.Backlog;
import org.rolebindings.inbox.ClaimedFile;
import org.rolebindings.inbox.FileOutcome;
import org.rolebindings.inbox.WatchListener;
import org.rolebindings.job.run.ImportResult;
import org.rolebindings.report.WrittenReports;

/**
 * What a watcher is at, what waits and what has been. The watcher tells it; others look,
 * at any time and from any thread.
 */
public final class WatchStatus implements WatchListener {

	private final Clock clock;

	private final ImportMonitor live = new ImportMonitor();

	private final History history = new History();

	private final Conditions conditions = new Conditions();

	private volatile @Nullable Path inbox;

	private volatile @Nullable String target;

	private volatile @Nullable String program;

	private volatile @Nullable String trouble;

	private volatile @Nullable Current current;

	private volatile Backlog.Look backlog = Backlog.Look.NONE;

	private @Nullable WrittenReports reports;

	/**
	 * Knows nothing yet.
	 * @param clock tells the time for people
	 */
	public WatchStatus(Clock clock) {
		this.clock = clock;
	}

	/** A file, and since when it is being imported. */
	public record Current(ClaimedFile file, Instant since) {
	}

	/**
	 * Where the import that goes on is to tell how it gets on.
	 * @return for all imports, one after the other
	 */
	public ImportMonitor live() {
		return this.live;
	}

	/**
	 * A run has ended, or stopped, and its reports are written.
	 * @param result how
	 */
	public void result(ImportResult result) {
		this.reports = result.reports();
	}

	/**
	 * What is known before anything is watched.
	 * @param importsInto the normalised base URL
	 * @param version the program's name and version
	 */
	public void started(String importsInto, String version) {
		this.target = importsInto;
		this.program = version;
	}

	@Override
	public void watching(Path folder) {
		this.inbox = folder;
		this.conditions.inbox(null);
	}

	/** The inbox has been looked at. */
	public void looked(Backlog.Look look) {
		this.backlog = look;
		String told = this.trouble;
		if (told == null && look.trouble() != null) {
			told = "The inbox cannot be read: " + look.trouble() + ". Remove the cause; the watcher keeps trying.";
		}
		this.conditions.inbox(told);
	}

	@Override
	public void begins(ClaimedFile file) {
		this.reports = null;
		this.current = new Current(file, this.clock.instant());
	}

	@Override
	public void ended(ClaimedFile file, FileOutcome outcome) {
		this.live.ends();
		this.current = null;
		this.conditions.after(outcome);
		this.history.add(new Attempt(file, this.clock.instant(), outcome, this.reports, file.path()));
	}

	@Override
	public void filed(ClaimedFile file, FileOutcome outcome, Path place) {
		this.history.filed(new Attempt(file, this.clock.instant(), outcome, this.reports, place));
	}

	@Override
	public void unreadable(Path file) {
		// It is among what waits
	}

	@Override
	public void remark(String sentence) {
		// It is for the log
	}

	@Override
	public void trouble(String sentence) {
		this.trouble = sentence;
		this.conditions.inbox(sentence);
	}

	@Override
	public void recovered() {
		this.trouble = null;
		this.conditions.inbox(null);
	}

	public @Nullable String target() {
		return this.target;
	}

	public @Nullable String program() {
		return this.program;
	}

	public @Nullable Path inbox() {
		return this.inbox;
	}

	public @Nullable Current current() {
		return this.current;
	}

	public Backlog.Look backlog() {
		return this.backlog;
	}

	public History history() {
		return this.history;
	}

	/** Takes what was found out about a part while nothing is imported. */
	public Conditions conditions() {
		return this.conditions;
	}

	/**
	 * The state of a part. A running import knows best about the API: it sees when an
	 * outage begins and ends.
	 */
	public Condition condition(HealthComponent part) {
		RunningImport.View running = (part == HealthComponent.API) ? this.live.view() : null;
		Condition seen = (running != null) ? running.condition() : null;
		return (seen != null) ? seen : this.conditions.of(part);
	}

	/** Whether nothing is known to be wrong. */
	public boolean healthy() {
		return Arrays.stream(HealthComponent.values()).allMatch((part) -> condition(part).problem() == null);
	}

}
