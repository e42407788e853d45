package org.rolebindings.job.remote.worker;

import org.rolebindings.api.http.ServerClock;
import org.rolebindings.job.post.MarkedRows;
import org.rolebindings.job.post.PostStep;
import org.rolebindings.job.post.Posting;
import org.rolebindings.job.post.PostingReader;
import org.rolebindings.job.post.RowSpan;
import org.rolebindings.job.progress.ImportProgress;
import org.rolebindings.job.run.ForceAfterStep;
import org.rolebindings.ledger.InFlightLedger;
import org.rolebindings.ledger.RowLedger;
import org.rolebindings.ledger.remote.RangeLedger;
import org.rolebindings.ledger.remote.RowRange;
import org.rolebindings.ledger.run.RunStart;
import org.rolebindings.stop.StopSwitch;
import org.rolebindings.store.Durability;

import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;

/**
 * Makes the steps that post ranges: each is the step of an import for some of the rows.
 */
final class RangeSteps {

	private final JobRepository repository;

	private final Rows rows;

	private final Posting posting;

	private final ServerClock serverClock;

	private final StopSwitch stop;

	private final WorkerReport report;

	private final SharedLimits limits;

	private final ImportProgress progress;

	RangeSteps(JobRepository repository, Rows rows, Posting posting, ServerClock serverClock, StopSwitch stop,
			Telling telling) {
		this.repository = repository;
		this.rows = rows;
		this.posting = posting;
		this.serverClock = serverClock;
		this.stop = stop;
		this.report = telling.report();
		this.limits = telling.limits();
		this.progress = telling.progress();
	}

	/** Where the rows and the marks are. */
	record Rows(RowLedger rows, InFlightLedger inFlight, RangeLedger ranges) {
	}

	/** Who hears of decisions. */
	record Telling(WorkerReport report, SharedLimits limits, ImportProgress progress) {
	}

	/**
	 * Makes the step for a range.
	 * @param owner the owner of its marks
	 */
	Step step(RowRange range, RunStart owner) {
		MarkedRows marked = new MarkedRows(owner, new RowSpan(range.afterLine(), range.upToLine()), this.rows.rows(),
				this.rows.inFlight(), this.serverClock, this.posting);
		PostingReader reader = new PostingReader(marked, this.limits, this.stop, this.progress);
		RangeWriter writer = new RangeWriter(owner, this.rows.rows(), this.rows.ranges(), this.report, this.limits);
		ForceAfterStep end = new ForceAfterStep(new Durability(() -> {
		}), this.stop, (step) -> {
			reader.ended(step, writer.leftToOthers());
			this.report.sent();
		});
		return PostStep.of(this.repository, reader, writer, end);
	}

}
