package org.rolebindings.job.post;

import java.util.HashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.UpdateJournal;
import org.rolebindings.stop.SendingStoppedException;
import org.rolebindings.stop.StopReason;
import org.rolebindings.stop.StopSwitch;

/**
 * Stops a run before it makes more updates than it may, over all its starts. A row
 * reserves its update before that is sent, and gives it back only if no update of it can
 * have changed anything. So there are never more updates, whatever the number of senders,
 * and whatever is in doubt. While a reservation may come back, rows wait for it.
 */
public final class UpdateLimit {

	private final @Nullable Integer most;

	private final StopSwitch stop;

	/** The rows that may be updated by now, and are not settled. */
	private final Set<Long> reserved = new HashSet<>();

	/** The rows of this start that are UPDATED, and all that are in doubt. */
	private final Set<Long> counted = new HashSet<>();

	private long updatedBefore;

	/**
	 * Sets a limit.
	 * @param most the most updates; {@code null} for no limit
	 * @param stop stops the run
	 */
	public UpdateLimit(@Nullable Integer most, StopSwitch stop) {
		this.most = most;
		this.stop = stop;
	}

	/** Whether there is a limit, so that anything need be counted. */
	boolean isSet() {
		return this.most != null;
	}

	/**
	 * Begins with what earlier starts did.
	 * @param updated how many rows are UPDATED
	 * @param inDoubt the lines of the others that may have been updated
	 */
	synchronized void begin(long updated, Set<Long> inDoubt) {
		this.updatedBefore = updated;
		this.counted.addAll(inDoubt);
	}

	/** A journal that no update gets past without a reservation. */
	UpdateJournal guard(UpdateJournal journal) {
		return (this.most != null) ? new Guard(journal, this.most) : journal;
	}

	private synchronized boolean reserve(long line, int most) {
		if (this.reserved.contains(line)) {
			return true;
		}
		boolean isCounted = this.counted.contains(line);
		long others = this.updatedBefore + this.counted.size() + this.reserved.size() - (isCounted ? 1 : 0);
		if (others < most) {
			return isCounted || this.reserved.add(line);
		}
		if (this.reserved.isEmpty()) {
			this.stop.stop(new StopReason(StopReason.Kind.TOO_MANY_UPDATES,
					"The next update would be one too many: --max-updates is " + most + "."));
			throw new SendingStoppedException();
		}
		return false;
	}

	private synchronized void settle(long line, boolean mayBeUpdated) {
		this.reserved.remove(line);
		if (mayBeUpdated) {
			this.counted.add(line);
		}
	}

	private final class Guard implements UpdateJournal {

		private final UpdateJournal journal;

		private final int most;

		Guard(UpdateJournal journal, int most) {
			this.journal = journal;
			this.most = most;
		}

		@Override
		public boolean mayUpdate(long line) {
			return reserve(line, this.most);
		}

		@Override
		public void settled(long line, boolean mayBeUpdated) {
			settle(line, mayBeUpdated);
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
