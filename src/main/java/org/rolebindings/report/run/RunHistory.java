package org.rolebindings.report.run;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Wording;
import org.rolebindings.ledger.sample.TimeSample;
import org.rolebindings.report.page.Plot;
import org.rolebindings.report.summary.LatencySummary;

/** The plots of a run, from its samples. */
final class RunHistory {

	private static final double MILLIS_PER_SECOND = 1000;

	private final List<TimeSample> samples;

	private final Plot.Marks marks;

	private final long length;

	RunHistory(List<TimeSample> samples) {
		this.samples = samples.stream().filter((sample) -> sample.lengthMillis() > 0).toList();
		this.marks = marks(this.samples);
		this.length = this.samples.stream().mapToLong(TimeSample::endMillis).max().orElse(0);
	}

	private static Plot.Marks marks(List<TimeSample> samples) {
		List<Plot.Step> pauses = new ArrayList<>();
		List<Long> restarts = new ArrayList<>();
		int start = 0;
		for (TimeSample sample : samples) {
			if (sample.pausedMillis() > 0) {
				pauses.add(new Plot.Step(sample.atMillis(),
						Math.min(sample.endMillis(), sample.atMillis() + sample.pausedMillis()), 0));
			}
			if (sample.start() > start) {
				restarts.add(sample.atMillis());
				start = sample.start();
			}
		}
		return new Plot.Marks(pauses, restarts);
	}

	/** The plots; none if nothing was sampled. */
	List<Plot> plots() {
		return this.samples.isEmpty() ? List.of() : List.of(throughput(), latency());
	}

	private Plot throughput() {
		List<Plot.Step> decided = new ArrayList<>();
		List<Plot.Step> failed = new ArrayList<>();
		for (TimeSample sample : this.samples) {
			decided.add(step(sample, perSecond(sample, sample.decided())));
			failed.add(step(sample, perSecond(sample, sample.failed())));
		}
		List<Plot.Series> series = new ArrayList<>();
		series.add(new Plot.Series("rows decided", "area", decided));
		if (this.samples.stream().anyMatch((sample) -> sample.failed() > 0)) {
			series.add(new Plot.Series("rows that failed", "failed", failed));
		}
		long rows = this.samples.stream().mapToLong(TimeSample::decided).sum();
		long millis = this.samples.stream().mapToLong(TimeSample::lengthMillis).sum();
		double best = decided.stream().mapToDouble(Plot.Step::value).max().orElse(0);
		return new Plot(
				"Rows per second", "On average " + Wording.ofRate(rows * MILLIS_PER_SECOND / millis)
						+ " rows a second, at most " + Wording.ofRate(best) + "." + pauses() + restarts(),
				this.length, series, this.marks);
	}

	private String pauses() {
		long paused = this.samples.stream().mapToLong(TimeSample::pausedMillis).sum();
		return (paused > 0) ? " The server asked to wait for " + Wording.ofTaken(Duration.ofMillis(paused)) + " in all."
				: "";
	}

	private String restarts() {
		int restarts = this.marks.restarts().size();
		return (restarts > 0) ? " The run was started again " + Wording.of(restarts, "time") + "." : "";
	}

	private Plot latency() {
		List<Plot.Step> half = new ArrayList<>();
		List<Plot.Step> most = new ArrayList<>();
		for (TimeSample sample : this.samples) {
			LatencySummary latency = LatencySummary.decode(sample.latencies());
			if (latency.max() != null) {
				half.add(step(sample, value(latency.p50())));
				most.add(step(sample, value(latency.p95())));
			}
		}
		double slowest = most.stream().mapToDouble(Plot.Step::value).max().orElse(0);
		return new Plot("Time until an answer, in milliseconds",
				"In the slowest part of the run, 95 of 100 answers came within " + Wording.ofRate(slowest) + " ms.",
				this.length, List.of(new Plot.Series("95 of 100 answers within", "high", most),
						new Plot.Series("half of the answers within", "line", half)),
				this.marks);
	}

	private static double value(@Nullable BigDecimal millis) {
		return Objects.requireNonNull(millis).doubleValue();
	}

	private static double perSecond(TimeSample sample, long rows) {
		return rows * MILLIS_PER_SECOND / sample.lengthMillis();
	}

	private static Plot.Step step(TimeSample sample, double value) {
		return new Plot.Step(sample.atMillis(), sample.endMillis(), value);
	}

}
