package org.rolebindings.job.progress;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.rolebindings.api.pace.RequestGate;
import org.rolebindings.api.pace.RequestMeter;
import org.rolebindings.ledger.run.Run;
import org.rolebindings.ledger.sample.SampleLedger;
import org.rolebindings.ledger.sample.TimeSample;

/**
 * Takes samples of what a run does in the course of time, for the plots. A sample grows
 * with each commit until it is as long as the interval. When a run has too many of them,
 * each two are merged and the interval doubles.
 */
public final class RunSampler {

	/** The most samples of a run. */
	static final int MOST_SAMPLES = 500;

	/** The interval at first. */
	static final long SHORTEST_MILLIS = 1_000;

	private final RunMeter meter;

	private final RequestMeter requests;

	private final RequestGate gate;

	private final SampleLedger ledger;

	private @Nullable Current current;

	/** The sample that grows. */
	private static final class Current {

		private final Run run;

		private int number;

		private long intervalMillis = SHORTEST_MILLIS;

		private Reading before;

		private long savedMillis;

		private long decided;

		private long failed;

		Current(Run run, int number, Reading before) {
			this.run = run;
			this.number = number;
			this.before = before;
			this.savedMillis = before.busyMillis();
		}

	}

	/** What the meters said at a moment. */
	private record Reading(long busyMillis, long throttled, long pausedNanos, Histogram latencies) {
	}

	public RunSampler(RunMeter meter, RequestMeter requests, RequestGate gate, SampleLedger ledger) {
		this.meter = meter;
		this.requests = requests;
		this.gate = gate;
		this.ledger = ledger;
	}

	/** Goes on after the samples of earlier starts of a run. */
	public void begin(Run run) {
		List<TimeSample> earlier = this.ledger.of(run.number());
		Current begun = new Current(run, earlier.size(), read());
		long end = earlier.isEmpty() ? 0 : earlier.get(earlier.size() - 1).endMillis();
		while (end / begun.intervalMillis >= MOST_SAMPLES) {
			begun.intervalMillis *= 2;
		}
		this.current = begun;
	}

	/**
	 * Adds rows that are decided, in the transaction that commits them. At most once a
	 * second the sample is written, too.
	 * @param decided their number
	 * @param failed how many of them FAILED
	 */
	public void add(long decided, long failed) {
		Current sample = this.current;
		if (sample != null) {
			sample.decided += decided;
			sample.failed += failed;
			if (this.meter.busyMillis() - sample.savedMillis < SHORTEST_MILLIS) {
				return;
			}
			Reading now = read();
			TimeSample taken = save(sample, sample.before.busyMillis(), now);
			if (taken.lengthMillis() >= sample.intervalMillis) {
				next(sample, now);
			}
		}
	}

	/**
	 * Ends a step. What follows is in another sample.
	 * @param decided the rows that the step decided and that are in no sample yet
	 * @param millis how long it took, if that is less than the time since the last sample
	 */
	public void endStep(long decided, long millis) {
		Current sample = this.current;
		if (sample != null) {
			Reading now = read();
			sample.decided += decided;
			if (sample.decided > 0 || isBusy(sample.before, now)) {
				save(sample, Math.max(sample.before.busyMillis(), now.busyMillis() - millis), now);
				next(sample, now);
			}
			sample.before = now;
		}
	}

	private static boolean isBusy(Reading before, Reading now) {
		return now.pausedNanos() > before.pausedNanos()
				|| now.latencies().getTotalCount() > before.latencies().getTotalCount();
	}

	private TimeSample save(Current sample, long atMillis, Reading now) {
		Reading before = sample.before;
		Histogram latencies = now.latencies().copy();
		latencies.subtract(before.latencies());
		TimeSample taken = new TimeSample(sample.run.resumes(), atMillis, Math.max(0, now.busyMillis() - atMillis),
				sample.decided, sample.failed, now.throttled() - before.throttled(),
				TimeUnit.NANOSECONDS.toMillis(now.pausedNanos() - before.pausedNanos()),
				RequestMeter.encode(latencies));
		this.ledger.save(sample.run.number(), sample.number, taken);
		sample.savedMillis = now.busyMillis();
		return taken;
	}

	private void next(Current sample, Reading now) {
		sample.number++;
		sample.before = now;
		sample.decided = 0;
		sample.failed = 0;
		if (sample.number >= MOST_SAMPLES) {
			List<TimeSample> merged = mergePairs(this.ledger.of(sample.run.number()));
			this.ledger.replace(sample.run.number(), merged);
			sample.number = merged.size();
			sample.intervalMillis *= 2;
		}
	}

	/** Merges each two samples that follow one another. */
	static List<TimeSample> mergePairs(List<TimeSample> samples) {
		List<TimeSample> merged = new ArrayList<>();
		for (int i = 0; i + 1 < samples.size(); i += 2) {
			merged.add(merge(samples.get(i), samples.get(i + 1)));
		}
		if (samples.size() % 2 == 1) {
			merged.add(samples.get(samples.size() - 1));
		}
		return merged;
	}

	private static TimeSample merge(TimeSample one, TimeSample next) {
		return new TimeSample(next.start(), one.atMillis(), next.endMillis() - one.atMillis(),
				one.decided() + next.decided(), one.failed() + next.failed(), one.throttled() + next.throttled(),
				one.pausedMillis() + next.pausedMillis(), merge(one.latencies(), next.latencies()));
	}

	private static String merge(String one, String next) {
		if (one.isEmpty() || next.isEmpty()) {
			return one + next;
		}
		Histogram sum = RequestMeter.decode(one);
		sum.add(RequestMeter.decode(next));
		return RequestMeter.encode(sum);
	}

	private Reading read() {
		return new Reading(this.meter.busyMillis(), this.requests.throttledAnswers(), this.gate.closedNanos(),
				this.requests.latencies());
	}

}
