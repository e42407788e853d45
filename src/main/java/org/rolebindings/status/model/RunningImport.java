package org.rolebindings.status.model;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.outage.Outage;
import org.rolebindings.api.outage.OutageDetector;
import org.rolebindings.api.pace.RequestGate;
import org.rolebindings.api.pace.RequestMeter;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.job.progress.ImportProgress;
import org.rolebindings.ledger.remote.WorkerState;

import org.springframework.util.StringUtils;

/**
 * The progress of the running import. One thread reports it, others read it.
 */
public final class RunningImport implements ImportProgress {

	private static final double NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();

	private final RequestGate gate;

	private final RequestMeter meter;

	private final OutageDetector watch;

	private final LongAdder failures = new LongAdder();

	private volatile PhaseProgress progress = new PhaseProgress(Phase.READING, -1, System.nanoTime(), new LongAdder());

	private volatile @Nullable Long run;

	private volatile @Nullable String note;

	private volatile @Nullable List<WorkerState> workers;

	RunningImport(RequestGate gate, RequestMeter meter, OutageDetector watch) {
		this.gate = gate;
		this.meter = meter;
		this.watch = watch;
	}

	/** The progress of a phase. */
	private record PhaseProgress(Phase phase, long rows, long began, LongAdder done) {
	}

	/**
	 * The progress at one time.
	 *
	 * @param phase the current phase
	 * @param done the rows of that phase that are done
	 * @param rows the rows of that phase, or -1 if that is not known
	 * @param perSecond the rows a second since the phase began
	 * @param failures the rows that failed so far
	 * @param run the run's number, or {@code null} if it is not known yet
	 * @param note the last note for a person, or {@code null}
	 * @param inFlight the requests in flight
	 * @param requestsPerSecond the limit of requests per second; infinite if there is
	 * none
	 * @param pause how long the server has asked to wait, from now on
	 * @param answered whether the service has given a proper answer
	 * @param outage the present outage, or {@code null}
	 * @param workers the processes that took part in the current phase or earlier, if
	 * others do its work; {@code null} if this process does it
	 */
	public record Snapshot(Phase phase, long done, long rows, double perSecond, long failures, @Nullable Long run,
			@Nullable String note, int inFlight, double requestsPerSecond, Duration pause, boolean answered,
			@Nullable Outage outage, @Nullable List<WorkerState> workers) {

		/**
		 * The condition of the API, or {@code null} if the import has not shown it yet.
		 */
		@Nullable Condition condition() {
			if (this.outage != null) {
				return Condition.away(StringUtils.capitalize(this.outage.describe()) + ".");
			}
			return this.answered ? Condition.UP : null;
		}

	}

	Snapshot snapshot() {
		PhaseProgress now = this.progress;
		long done = now.done().sum();
		double seconds = (System.nanoTime() - now.began()) / NANOS_PER_SECOND;
		return new Snapshot(now.phase(), done, now.rows(), (seconds > 0) ? done / seconds : 0, this.failures.sum(),
				this.run, this.note, this.gate.inFlight(), this.gate.perSecond(), this.gate.closedFor(),
				this.watch.properAnswers() > 0, this.watch.outage(), this.workers);
	}

	/** The requests so far, by status. */
	Map<String, Long> sent() {
		return this.meter.sent();
	}

	@Override
	public void running(long run) {
		this.run = run;
	}

	@Override
	public void note(String sentence) {
		this.note = sentence;
	}

	@Override
	public void begin(Phase phase, long rows) {
		this.progress = new PhaseProgress(phase, rows, System.nanoTime(), new LongAdder());
		this.workers = null;
	}

	@Override
	public void workers(List<WorkerState> all) {
		this.workers = List.copyOf(all);
	}

	@Override
	public void advance() {
		this.progress.done().increment();
	}

	@Override
	public void failed(long line, ErrorCode code, String message) {
		this.failures.increment();
	}

}
