package org.rolebindings.status.page;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Wording;
import org.rolebindings.ledger.remote.WorkerState;
import org.rolebindings.status.model.RunningImport;
import org.rolebindings.status.model.WatchStatus;

/**
 * The file that is being imported, in words.
 *
 * @param file its name
 * @param since when the attempt began
 * @param run the run's number, or {@code null} if it is not known yet
 * @param phase the current phase
 * @param done the rows of that phase that are done
 * @param rows the rows of that phase, or {@code null} if that is not known
 * @param progress the progress in words
 * @param failures how many rows failed so far
 * @param failed whether any failed
 * @param requests the requests in words
 * @param pause how long the server has asked to wait, or {@code null} if it has not
 * @param note the last note, or {@code null}
 * @param workers the processes that post its rows; none if this process does
 */
public record RunningFile(String file, DisplayTime since, @Nullable Long run, String phase, long done,
		@Nullable Long rows, String progress, String failures, boolean failed, String requests, @Nullable String pause,
		@Nullable String note, WorkerLines workers) {

	static @Nullable RunningFile of(WatchStatus.@Nullable Current current, RunningImport.@Nullable Snapshot view) {
		if (current == null) {
			return null;
		}
		String file = StatusPage.shown(current.file().name());
		DisplayTime since = DisplayTime.of(current.since());
		if (view == null) {
			return new RunningFile(file, since, null, "Starting", 0, null, "", "0", false, "none yet", null, null,
					WorkerLines.NONE);
		}
		return new RunningFile(file, since, view.run(), phase(view), view.done(),
				(view.rows() >= 0) ? (Long) view.rows() : null, progress(view), Wording.of(view.failures()),
				view.failures() > 0, requests(view), pause(view.pause()),
				(view.note() != null) ? StatusPage.shown(view.note()) : null,
				(view.workers() != null) ? WorkerLines.of(view.workers()) : WorkerLines.NONE);
	}

	private static String phase(RunningImport.Snapshot view) {
		return switch (view.phase()) {
			case READING -> "Reading the file";
			case NAMING -> "Looking up names";
			case COMPARING -> "Comparing with the account";
			case LISTING -> "Listing the account";
			case POSTING -> "Posting";
			case REMOVING -> "Taking back";
			case REPORTING -> "Writing the reports";
		};
	}

	private static String progress(RunningImport.Snapshot view) {
		String of = (view.rows() >= 0) ? " of " + Wording.of(view.rows()) : "";
		String rows = Wording.of(view.done()) + of + " rows";
		return (view.outage() != null || lacksWorkers(view)) ? rows
				: rows + ", " + Wording.ofRate(view.perSecond()) + " a second" + timeLeft(view);
	}

	/** Empty during a pause, because the speed after it is unknown. */
	private static String timeLeft(RunningImport.Snapshot view) {
		if (view.rows() <= view.done() || view.done() == 0 || !view.pause().isZero()) {
			return "";
		}
		return ", about " + Wording.of(Duration.ofSeconds(Math.round((view.rows() - view.done()) / view.perSecond())))
				+ " left";
	}

	private static String requests(RunningImport.Snapshot view) {
		if (view.workers() != null) {
			return lacksWorkers(view) ? "none, because no worker is at work"
					: "sent by " + Wording.of(atWork(view.workers()), "worker");
		}
		String limit = Double.isFinite(view.requestsPerSecond())
				? ", at most " + Wording.of(Math.round(view.requestsPerSecond())) + " a second" : "";
		return Wording.of(view.inFlight()) + " in flight" + limit;
	}

	/** Whether others do the work, and there is none of them. */
	private static boolean lacksWorkers(RunningImport.Snapshot view) {
		return view.workers() != null && atWork(view.workers()) == 0;
	}

	private static long atWork(List<WorkerState> workers) {
		return workers.stream().filter(WorkerState::isAtWork).count();
	}

	private static @Nullable String pause(Duration pause) {
		return pause.isZero() ? null : Wording.of(pause.plusSeconds(1));
	}

}
