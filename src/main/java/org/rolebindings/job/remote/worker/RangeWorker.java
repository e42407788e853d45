package org.rolebindings.job.remote.worker;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.rolebindings.job.post.PostStep;
import org.rolebindings.job.remote.RangeRequest;
import org.rolebindings.job.run.StartParameters;
import org.rolebindings.ledger.remote.Distribution;
import org.rolebindings.ledger.remote.DistributionLedger;
import org.rolebindings.ledger.remote.RangeLedger;
import org.rolebindings.ledger.remote.RowRange;
import org.rolebindings.store.PartHold;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.StepLocator;
import org.springframework.batch.integration.partition.StepExecutionRequest;
import org.springframework.batch.integration.partition.StepExecutionRequestHandler;

/** Posts ranges of the rows of one start of a run, one after the other. */
public final class RangeWorker {

	private final Distribution distribution;

	private final String target;

	private final Duration longestExchange;

	private final PartHold hold;

	private final DistributionLedger ledger;

	private final RangeLedger ranges;

	private final RangeSteps steps;

	private final WorkerPulse pulse;

	private final JobRepository repository;

	RangeWorker(Distribution distribution, Account account, PartHold hold, Ledgers ledgers, RangeSteps steps,
			WorkerPulse pulse) {
		this.distribution = distribution;
		this.target = account.target();
		this.longestExchange = account.longestExchange();
		this.hold = hold;
		this.ledger = ledgers.distribution();
		this.ranges = ledgers.ranges();
		this.repository = ledgers.repository();
		this.steps = steps;
		this.pulse = pulse;
	}

	/**
	 * Where the rows go.
	 *
	 * @param target the normalised base URL
	 * @param longestExchange how long a request may be on its way
	 */
	record Account(String target, Duration longestExchange) {
	}

	/** Where it is written what is done and by whom. */
	record Ledgers(DistributionLedger distribution, RangeLedger ranges, JobRepository repository) {
	}

	/**
	 * Returns whether a request is one of the start that this worker works for.
	 * @param request the request
	 */
	public boolean isFor(RangeRequest request) {
		return request.run() == this.distribution.start().run()
				&& request.start() == this.distribution.start().number();
	}

	/**
	 * Posts a range, unless another worker has it, or nothing of it is left to do.
	 * @param request the request for it
	 * @throws RuntimeException if the range was lost, or something failed; this process
	 * must not work on another one then before it has begun anew
	 */
	public void work(RangeRequest request) {
		RowRange wanted = new RowRange(this.distribution.start(), request.range(), 0, 0);
		if (!this.hold.take(wanted.name(), this.target, this.distribution.fence(), this.longestExchange)) {
			return;
		}
		Optional<RowRange> range = this.ledger.range(this.distribution.start(), request.range(), this.pulse.worker());
		if (range.isPresent() && isStepOf(request)) {
			this.pulse.working(true);
			post(range.get(), request.stepExecution());
			this.pulse.working(false);
		}
		this.hold.giveBack();
	}

	/** A message could name the step of another run. */
	private boolean isStepOf(RangeRequest request) {
		StepExecution step = this.repository.getStepExecution(request.stepExecution());
		return step != null && StartParameters.start(step).equals(this.distribution.start())
				&& step.getStepName().endsWith(":" + request.range());
	}

	/** Leaves the run. */
	public void leave() {
		this.pulse.leave();
	}

	private void post(RowRange range, long stepExecution) {
		Step step = this.steps.step(range, this.ranges.claim(range));
		StepExecutionRequestHandler handler = new StepExecutionRequestHandler();
		handler.setJobRepository(this.repository);
		handler.setStepLocator(new OneStep(step));
		StepExecution execution = handler.handle(new StepExecutionRequest(PostStep.NAME, stepExecution));
		if (execution.getStatus() != BatchStatus.COMPLETED && execution.getStatus() != BatchStatus.STOPPED) {
			throw failed(execution);
		}
		this.ranges.finish(range);
	}

	private static RuntimeException failed(StepExecution execution) {
		List<Throwable> failures = execution.getFailureExceptions();
		if (!failures.isEmpty() && failures.get(0) instanceof RuntimeException failure) {
			return failure;
		}
		return new IllegalStateException("A range could not be posted", failures.isEmpty() ? null : failures.get(0));
	}

	/** Finds the step for the range at hand, whatever its name. */
	private record OneStep(Step step) implements StepLocator {

		@Override
		public Step getStep(String stepName) {
			return this.step;
		}

	}

}
