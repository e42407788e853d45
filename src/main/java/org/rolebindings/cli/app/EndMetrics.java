package org.rolebindings.cli.app;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.rolebindings.cli.console.Messages;
import org.rolebindings.files.FileProblem;
import org.rolebindings.metrics.MetricsFile;
import org.rolebindings.metrics.MetricsFileProperties;
import org.rolebindings.metrics.RunEnd;
import org.rolebindings.report.summary.RunSummary;

/**
 * Writes the metrics file, if one is wanted, when a command ends in whatever way.
 */
public final class EndMetrics {

	private final Messages messages;

	private final Clock clock;

	private final long begun = System.nanoTime();

	private final @Nullable Path file;

	private volatile @Nullable RunSummary summary;

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

	/** Takes the summary, once the reports are written. */
	public void reported(RunSummary summary) {
		this.summary = summary;
	}

	/** Writes the file. If it cannot be written, the command ends as it would anyway. */
	public void write(int exitCode) {
		Path place = this.file;
		if (place == null) {
			return;
		}
		Duration took = Duration.ofNanos(System.nanoTime() - this.begun);
		try {
			new MetricsFile(place).write(new RunEnd(exitCode, this.clock.instant(), took, this.summary));
		}
		catch (IOException ex) {
			this.messages.error("The metrics cannot be written: " + place + ": " + FileProblem.reason(ex)
					+ ". The run itself is not affected. Remove the cause, or name another file with --metrics-file.");
		}
	}

}
