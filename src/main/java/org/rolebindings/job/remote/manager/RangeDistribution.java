package org.rolebindings.job.remote.manager;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

import org.rolebindings.job.post.RunLimits;
import org.rolebindings.job.run.StartParameters;
import org.rolebindings.ledger.remote.Distribution;
import org.rolebindings.ledger.remote.DistributionLedger;
import org.rolebindings.ledger.remote.WorkersStop;
import org.rolebindings.ledger.run.RunStart;
import org.rolebindings.stop.SendingStoppedException;
import org.rolebindings.stop.StopReason;
import org.rolebindings.stop.StopSwitch;

import org.springframework.batch.core.partition.support.AbstractPartitionHandler;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;

/**
 * Has the ranges of a run posted by workers. It asks again for each range that has
 * undecided rows and no worker, however its last worker ended, until none is left or the
 * run stops.
 */
final class RangeDistribution extends AbstractPartitionHandler {

	private static final Duration POLL = Duration.ofMillis(250);

	private static final Duration LOOK = Duration.ofMillis(50);

	/**
	 * How long the last range may take to be given back once all its rows are decided.
	 */
	private static final Duration LAST_RANGE = Duration.ofSeconds(1);

	/** Workers have {@link StopSwitch#GRACE} to give their ranges back, and this more. */
	private static final Duration MORE_GRACE = Duration.ofSeconds(10);

	private final DistributionLedger ledger;

	private final RangeCalls calls;

	private final WorkerWatch workers;

	private final RunLimits limits;

	private final JobRepository repository;

	private final StopSwitch stop;

	RangeDistribution(DistributionLedger ledger, RangeCalls calls, WorkerWatch workers, RunLimits limits,
			JobRepository repository, StopSwitch stop) {
		this.ledger = ledger;
		this.calls = calls;
		this.workers = workers;
		this.limits = limits;
		this.repository = repository;
		this.stop = stop;
	}

	@Override
	protected Set<StepExecution> doHandle(StepExecution managerStepExecution,
			Set<StepExecution> partitionStepExecutions) {
		long run = StartParameters.run(managerStepExecution);
		Map<Integer, Long> steps = new HashMap<>();
		partitionStepExecutions
			.forEach((step) -> steps.put(step.getExecutionContext().getInt(RangePartitioner.RANGE), step.getId()));
		this.workers.begin(run, this.limits);
		distribute(start(run), steps);
		this.workers.look(run);
		if (this.ledger.unfinishedRanges(run) > 0) {
			managerStepExecution.setTerminateOnly();
		}
		else {
			// The last worker is about to give its range back
			awaitRanges(run, LAST_RANGE);
			this.ledger.end(run);
		}
		return reloaded(partitionStepExecutions);
	}

	private RunStart start(long run) {
		return this.ledger.find(run).map(Distribution::start).orElseThrow();
	}

	/** Returns when all ranges are done, or no worker has one after a stop. */
	private void distribute(RunStart start, Map<Integer, Long> steps) {
		long run = start.run();
		while (this.ledger.unfinishedRanges(run) > 0) {
			this.workers.look(run);
			this.ledger.find(run).map(Distribution::stop).ifPresent(this::stopRun);
			if (this.stop.isStopRequested()) {
				awaitWorkers(run);
				return;
			}
			this.calls.call(start, this.ledger.openRanges(run), steps);
			pause();
		}
	}

	private void stopRun(WorkersStop why) {
		this.stop.stop(new StopReason(StopReason.Kind.valueOf(why.kind()), why.message()));
	}

	/**
	 * After this, the lease of the run's target ends only after those of the ranges that
	 * are still at work.
	 */
	private void awaitWorkers(long run) {
		StopReason reason = this.stop.reason().orElseThrow();
		this.ledger.stop(run, new WorkersStop(reason.kind().name(), reason.message()));
		awaitRanges(run, StopSwitch.GRACE.plus(MORE_GRACE));
	}

	private void awaitRanges(long run, Duration longest) {
		long begun = System.nanoTime();
		while (this.ledger.rangesAtWork(run) > 0 && System.nanoTime() - begun < longest.toNanos()) {
			LockSupport.parkNanos(LOOK.toNanos());
		}
	}

	private void pause() {
		try {
			this.stop.pause(POLL);
		}
		catch (SendingStoppedException ex) {
			// The loop sees it
		}
	}

	/** What workers have stored about the executions of their steps. */
	private Set<StepExecution> reloaded(Collection<StepExecution> steps) {
		Set<StepExecution> reloaded = new HashSet<>();
		for (StepExecution step : steps) {
			reloaded.add(Objects.requireNonNullElse(this.repository.getStepExecution(step.getId()), step));
		}
		return reloaded;
	}

	/** Adds what workers have read and written; how each ended decides nothing. */
	static void addCounts(StepExecution manager, Collection<StepExecution> workers) {
		for (StepExecution step : List.copyOf(workers)) {
			manager.setReadCount(manager.getReadCount() + step.getReadCount());
			manager.setWriteCount(manager.getWriteCount() + step.getWriteCount());
			manager.setCommitCount(manager.getCommitCount() + step.getCommitCount());
			manager.setRollbackCount(manager.getRollbackCount() + step.getRollbackCount());
		}
	}

}
