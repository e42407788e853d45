package org.rolebindings.job.remote.manager;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.job.post.RunLimits;
import org.rolebindings.job.progress.ImportProgress;
import org.rolebindings.job.progress.RunMeter;
import org.rolebindings.job.progress.RunSampler;
import org.rolebindings.ledger.RowLedger;
import org.rolebindings.ledger.RunLedger;
import org.rolebindings.ledger.remote.WorkerLedger;
import org.rolebindings.ledger.remote.WorkerProgress;
import org.rolebindings.ledger.remote.WorkerState;

import org.springframework.transaction.support.TransactionTemplate;

/**
 * Watches the workers of a run: adds what they have done to the run's totals and samples,
 * and tells a person.
 */
final class WorkerWatch {

	/** So long a run without workers is nothing to tell. */
	private static final Duration QUIET = Duration.ofSeconds(3);

	private final Ledgers ledgers;

	private final RunMeter meter;

	private final RunSampler sampler;

	private final ImportProgress progress;

	private final TransactionTemplate transaction;

	private @Nullable Long aloneSince;

	private boolean told;

	WorkerWatch(Ledgers ledgers, RunMeter meter, RunSampler sampler, ImportProgress progress,
			TransactionTemplate transaction) {
		this.ledgers = ledgers;
		this.meter = meter;
		this.sampler = sampler;
		this.progress = progress;
		this.transaction = transaction;
	}

	/** Where the workers, the runs and the rows are. */
	record Ledgers(WorkerLedger workers, RunLedger runs, RowLedger rows) {
	}

	void begin(long run, RunLimits limits) {
		while (!fold(run).isEmpty()) {
			// Rows that were decided before this start are not rows of this start
		}
		boolean takesBack = this.ledgers.runs().get(run).identity().task().kind().takesBack();
		this.progress.begin(takesBack ? ImportProgress.Phase.REMOVING : ImportProgress.Phase.POSTING,
				this.ledgers.rows().undecidedRows(run));
		limits.begin(this.ledgers.rows(), run, this.ledgers.rows().undecidedRows(run));
		this.aloneSince = System.nanoTime();
	}

	/** Looks what workers have done since the last look, and whether there are any. */
	void look(long run) {
		List<WorkerProgress> news = fold(run);
		while (!news.isEmpty()) {
			news.forEach(this::tell);
			news = fold(run);
		}
		List<WorkerState> workers = this.ledgers.workers().of(run);
		this.progress.workers(workers);
		tellIfAlone(run, workers);
	}

	/** Adds what workers have done, and returns it; empty if there was nothing. */
	private List<WorkerProgress> fold(long run) {
		return Objects.requireNonNull(this.transaction.execute((status) -> {
			List<WorkerProgress> taken = this.ledgers.workers().take(run);
			if (!taken.isEmpty()) {
				taken.forEach((each) -> this.meter.add(each.totals()));
				this.sampler.add(taken.stream().mapToLong(WorkerProgress::decided).sum(),
						taken.stream().mapToLong((each) -> each.failures().size()).sum());
				this.ledgers.runs().saveTotals(run, this.meter.read());
			}
			return taken;
		}));
	}

	private void tell(WorkerProgress news) {
		for (long row = 0; row < news.decided(); row++) {
			this.progress.advance();
		}
		news.failures()
			.forEach((failure) -> this.progress.failed(failure.line(), ErrorCode.valueOf(failure.code()),
					failure.message()));
	}

	private void tellIfAlone(long run, List<WorkerState> workers) {
		if (workers.stream().anyMatch(WorkerState::isThere)) {
			this.aloneSince = null;
			this.told = false;
			return;
		}
		long now = System.nanoTime();
		if (this.aloneSince == null) {
			this.aloneSince = now;
		}
		if (!this.told && now - this.aloneSince >= QUIET.toNanos()) {
			this.told = true;
			this.progress.note("No worker is at work on run " + run + ", so it waits. Start one with role-bindings "
					+ "worker, and the same --database-url, --broker-url and --base-url.");
		}
	}

}
