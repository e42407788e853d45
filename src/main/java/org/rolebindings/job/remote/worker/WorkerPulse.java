package org.rolebindings.job.remote.worker;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.outage.OutageDetector;
import org.rolebindings.ledger.remote.Distribution;
import org.rolebindings.ledger.remote.DistributionLedger;
import org.rolebindings.ledger.remote.WorkerLedger;
import org.rolebindings.ledger.remote.WorkerState;
import org.rolebindings.ledger.remote.WorkersStop;
import org.rolebindings.stop.StopReason;
import org.rolebindings.stop.StopSwitch;

import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Shows once a second that a worker of a run is alive, and stops its work if the run
 * stops, ends or is distributed anew.
 */
final class WorkerPulse {

	private static final long PERIOD_MILLIS = 1_000;

	private final Distribution distribution;

	private final WorkerLedger workers;

	private final DistributionLedger ledger;

	private final OutageDetector answers;

	private final Duration outageTimeout;

	private final StopSwitch stop;

	private final String worker = UUID.randomUUID().toString();

	private final ScheduledThreadPoolExecutor timer;

	private volatile boolean working;

	private long properAnswers;

	WorkerPulse(Distribution distribution, WorkerLedger workers, DistributionLedger ledger, OutageDetector answers,
			Duration outageTimeout, StopSwitch stop) {
		this.distribution = distribution;
		this.workers = workers;
		this.ledger = ledger;
		this.answers = answers;
		this.outageTimeout = outageTimeout;
		this.stop = stop;
		this.timer = new ScheduledThreadPoolExecutor(1, (task) -> {
			Thread thread = new Thread(task, "worker-pulse");
			thread.setDaemon(true);
			return thread;
		});
	}

	/**
	 * Joins the run.
	 * @param name the process and its machine, for a person
	 */
	void join(String name) {
		this.workers.join(run(), this.worker, name);
		var unused = this.timer.scheduleWithFixedDelay(this::beat, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
	}

	/** Returns what tells the worker from others. */
	String worker() {
		return this.worker;
	}

	/** Tells whether the worker has a range. */
	void working(boolean now) {
		this.working = now;
		beat();
	}

	private long run() {
		return this.distribution.start().run();
	}

	private void beat() {
		try {
			show(state(), null);
			StopReason over = over();
			if (over != null) {
				this.stop.stop(over);
			}
		}
		catch (DataAccessException | TransactionException ex) {
			// Who writes rows hears of it, too
		}
	}

	private WorkerState.State state() {
		if (this.working) {
			return WorkerState.State.WORKING;
		}
		return (this.answers.properAnswers() > 0) ? WorkerState.State.WAITING : WorkerState.State.CONNECTING;
	}

	private synchronized void show(WorkerState.State state, @Nullable String message) {
		long now = this.answers.properAnswers();
		this.workers.seen(run(), this.worker, state, now > this.properAnswers, message);
		this.properAnswers = now;
	}

	/** Why the worker has to stop, or {@code null}. */
	private @Nullable StopReason over() {
		Distribution now = this.ledger.find(run()).orElse(null);
		if (now == null || !now.start().equals(this.distribution.start())) {
			return new StopReason(StopReason.Kind.RUN_OVER, "Run " + run() + " has ended, or was started again.");
		}
		WorkersStop asked = now.stop();
		return (asked != null) ? new StopReason(StopReason.Kind.RUN_OVER, "The run stops: " + asked.message()) : null;
	}

	/**
	 * Leaves the run. If the API does not answer anybody, or asks for a long pause, the
	 * whole run stops.
	 */
	void leave() {
		this.timer.shutdown();
		StopReason reason = this.stop.reason().orElse(null);
		try {
			if (reason != null && concernsAll(reason)) {
				this.ledger.stop(run(), new WorkersStop(reason.kind().name(), reason.message()));
			}
			show(WorkerState.State.LEFT, (reason != null) ? reason.message() : null);
		}
		catch (DataAccessException | TransactionException ex) {
			// It is taken for dead soon
		}
	}

	private boolean concernsAll(StopReason reason) {
		return reason.kind() == StopReason.Kind.LONG_PAUSE || (reason.kind() == StopReason.Kind.OUTAGE
				&& this.workers.of(run()).stream().noneMatch(this::maySend));
	}

	/** Another worker that waits for rows has asked nothing, so it may be answered. */
	private boolean maySend(WorkerState other) {
		if (other.id().equals(this.worker) || !other.isAtWork()) {
			return false;
		}
		Instant answered = other.answeredAt();
		return other.state() == WorkerState.State.WAITING
				|| (answered != null && answered.isAfter(other.seenAt().minus(this.outageTimeout)));
	}

}
