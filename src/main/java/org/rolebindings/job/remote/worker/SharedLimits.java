package org.rolebindings.job.remote.worker;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Decision;
import org.rolebindings.binding.Outcome;
import org.rolebindings.binding.UpdateJournal;
import org.rolebindings.job.post.RunLimits;
import org.rolebindings.ledger.RowLedger;
import org.rolebindings.ledger.remote.DistributionLedger;
import org.rolebindings.ledger.remote.RangeLedger;
import org.rolebindings.ledger.remote.UpdateUnits;
import org.rolebindings.ledger.remote.WorkersStop;
import org.rolebindings.stop.SendingStoppedException;
import org.rolebindings.stop.StopReason;
import org.rolebindings.stop.StopSwitch;

/** The limits of a run whose rows several processes send, which the database counts. */
final class SharedLimits implements RunLimits {

	private final long run;

	private final @Nullable Integer maxFailures;

	private final @Nullable Integer maxUpdates;

	private final DistributionLedger distribution;

	private final RangeLedger ranges;

	private final UpdateUnits units;

	private final StopSwitch stop;

	private final LongAdder unwritten = new LongAdder();

	private volatile long written;

	SharedLimits(long run, Most most, DistributionLedger distribution, RangeLedger ranges, UpdateUnits units,
			StopSwitch stop) {
		this.run = run;
		this.maxFailures = most.failures();
		this.maxUpdates = most.updates();
		this.distribution = distribution;
		this.ranges = ranges;
		this.units = units;
		this.stop = stop;
	}

	/**
	 * The limits.
	 *
	 * @param failures the run stops when so many rows are FAILED, or {@code null}
	 * @param updates the run stops before it makes more updates, or {@code null}
	 */
	record Most(@Nullable Integer failures, @Nullable Integer updates) {
	}

	@Override
	public void begin(RowLedger rows, long run, long undecided) {
		addFailed(List.of());
	}

	/**
	 * A failure that is not written yet counts for this worker already, but for one that
	 * may be left to other workers.
	 */
	@Override
	public void count(Decision decision) {
		if (this.maxFailures != null && isUnwritten(decision)) {
			this.unwritten.increment();
			check();
		}
	}

	private static boolean isUnwritten(Decision decision) {
		return decision.outcome() == Outcome.FAILED && !RangeWriter.isRefused(decision);
	}

	/**
	 * Counts rows that are FAILED for all workers, in the transaction that writes them.
	 */
	void addFailed(List<Decision> failed) {
		if (this.maxFailures != null) {
			this.written = this.ranges.addFailed(this.run, failed.size());
			this.unwritten.add(-failed.stream().filter(SharedLimits::isUnwritten).count());
			check();
		}
	}

	private void check() {
		if (this.maxFailures != null && this.written + this.unwritten.sum() >= this.maxFailures
				&& !this.stop.isStopRequested()) {
			stopAll(new StopReason(StopReason.Kind.TOO_MANY_FAILURES, "--max-failures is " + this.maxFailures + "."));
		}
	}

	private void stopAll(StopReason reason) {
		this.distribution.stop(this.run, new WorkersStop(reason.kind().name(), reason.message()));
		this.stop.stop(reason);
	}

	@Override
	public UpdateJournal guard(UpdateJournal journal) {
		return (this.maxUpdates != null) ? new Guard(journal, this.maxUpdates) : journal;
	}

	private final class Guard implements UpdateJournal {

		private final UpdateJournal journal;

		private final int most;

		private final Set<Long> reserved = ConcurrentHashMap.newKeySet();

		Guard(UpdateJournal journal, int most) {
			this.journal = journal;
			this.most = most;
		}

		@Override
		public boolean mayUpdate(long line) {
			UpdateUnits.Answer answer = SharedLimits.this.units.reserve(SharedLimits.this.run, line, this.most);
			if (answer == UpdateUnits.Answer.NEVER) {
				stopAll(new StopReason(StopReason.Kind.TOO_MANY_UPDATES,
						"The next update would be one too many: --max-updates is " + this.most + "."));
				throw new SendingStoppedException();
			}
			if (answer == UpdateUnits.Answer.RESERVED) {
				this.reserved.add(line);
			}
			return answer == UpdateUnits.Answer.RESERVED;
		}

		@Override
		public void settled(long line, boolean mayBeUpdated) {
			if (this.reserved.remove(line) || mayBeUpdated) {
				SharedLimits.this.units.settle(SharedLimits.this.run, line, mayBeUpdated);
			}
		}

		@Override
		public void beforeUpdate(long line, String bindingId, String formerRoleId) {
			this.journal.beforeUpdate(line, bindingId, formerRoleId);
		}

		@Override
		public void nothingToUpdate(long line) {
			this.journal.nothingToUpdate(line);
		}

	}

}
