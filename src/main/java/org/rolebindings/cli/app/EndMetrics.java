package org.rolebindings.cli.app;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.rolebindings.cli.console.Messages;
import org.rolebindings.files.FileProblem;
import org.rolebindings.ledger.remote.WorkerLedger;
import org.rolebindings.metrics.MetricsFile;
import org.rolebindings.metrics.MetricsFileProperties;
import org.rolebindings.metrics.RunEnd;
import org.rolebindings.report.summary.RunSummary;

import org.springframework.dao.DataAccessException;

/**
 * Writes the metrics file, if one is wanted, when a command ends in whatever way.
 */
public final class EndMetrics {

	private final Messages messages;

	private final Clock clock;

	private final long begun = System.nanoTime();

	private final @Nullable Path file;

	private volatile @Nullable RunSummary summary;

	private volatile int workers;

	/**
	 * Starts to measure the time.
	 * @param properties where the file is, if one is wanted
	 * @param messages takes a message if the file cannot be written
	 * @param clock tells the end of the command
	 */
	public EndMetrics(MetricsFileProperties properties, Messages messages, Clock clock) {
		this.file = properties.metricsFile();
		this.messages = messages;
		this.clock = clock;
	}

	/**
	 * Takes what is known of a run, once its reports are written.
	 * @param ofRun its summary
	 * @param application knows its workers, if it has any
	 */
	public void reported(RunSummary ofRun, Application application) {
		this.summary = ofRun;
		Long run = ofRun.run();
		if (this.file != null && run != null) {
			application.find(WorkerLedger.class).ifPresent((ledger) -> this.workers = count(ledger, run));
		}
	}

	private static int count(WorkerLedger ledger, long run) {
		try {
			return ledger.count(run);
		}
		catch (DataAccessException ex) {
			// The run has ended, whatever has become of its database since
			return 0;
		}
	}

	/** Writes the file. If it cannot be written, the command ends as it would anyway. */
	public void write(int exitCode) {
		Path place = this.file;
		if (place == null) {
			return;
		}
		Duration took = Duration.ofNanos(System.nanoTime() - this.begun);
		try {
			new MetricsFile(place).write(new RunEnd(exitCode, this.clock.instant(), took, this.summary, this.workers));
		}
		catch (IOException ex) {
			this.messages.error("The metrics cannot be written: " + place + ": " + FileProblem.reason(ex)
					+ ". The run itself is not affected. Remove the cause, or name another file with --metrics-file.");
		}
	}

}
