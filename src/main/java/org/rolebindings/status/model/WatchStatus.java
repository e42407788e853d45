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
 * What a watcher does, which files wait, and what became of the last ones. The watcher
 * reports it. Others may read it at any time and from any thread.
 */
public final class WatchStatus implements WatchListener {

	private final Clock clock;

	private final ImportMonitor imports = new ImportMonitor();

	private final History history = new History();

	private final Conditions conditions = new Conditions();

	private volatile @Nullable Path inbox;

	private volatile @Nullable String target;

	private volatile @Nullable String program;

	private volatile @Nullable String trouble;

	private volatile @Nullable Current current;

	private volatile Backlog.Snapshot backlog = Backlog.Snapshot.NONE;

	private @Nullable WrittenReports reports;

	/**
	 * Begins without any knowledge.
	 * @param clock tells the time for people
	 */
	public WatchStatus(Clock clock) {
		this.clock = clock;
	}

	/** A file, and since when it is being imported. */
	public record Current(ClaimedFile file, Instant since) {
	}

	/**
	 * The monitor of the imports.
	 * @return one monitor for all imports, one after the other
	 */
	public ImportMonitor imports() {
		return this.imports;
	}

	/**
	 * A run has ended, or stopped, and its reports are written.
	 * @param result its result
	 */
	public void result(ImportResult result) {
		this.reports = result.reports();
	}

	/**
	 * Takes what is known before the inbox is watched.
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

	/** The inbox has been scanned. */
	public void inboxScanned(Backlog.Snapshot snapshot) {
		this.backlog = snapshot;
		String told = this.trouble;
		if (told == null && snapshot.trouble() != null) {
			told = "The inbox cannot be read: " + snapshot.trouble() + ". Remove the cause; the watcher keeps trying.";
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
		this.imports.ends();
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
		// The backlog counts it
	}

	@Override
	public void remark(String sentence) {
		// Only the log has it
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

	public Backlog.Snapshot backlog() {
		return this.backlog;
	}

	public History history() {
		return this.history;
	}

	/** The conditions, also to report what was found out between imports. */
	public Conditions conditions() {
		return this.conditions;
	}

	/**
	 * The condition of a component. For the API a running import knows it best, because
	 * it sees when an outage begins and ends.
	 */
	public Condition condition(HealthComponent component) {
		RunningImport.Snapshot running = (component == HealthComponent.API) ? this.imports.snapshot() : null;
		Condition seen = (running != null) ? running.condition() : null;
		return (seen != null) ? seen : this.conditions.of(component);
	}

	/** Whether nothing is known to be wrong. */
	public boolean healthy() {
		return Arrays.stream(HealthComponent.values()).allMatch((component) -> condition(component).problem() == null);
	}

}
