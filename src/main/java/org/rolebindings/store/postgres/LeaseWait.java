package org.rolebindings.store.postgres;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Wording;
import org.rolebindings.store.StateHolder;
import org.rolebindings.store.StateInUseException;
import org.rolebindings.store.StateNotice;

/**
 * Takes a lease, and waits for another process that has it: as long as {@code --wait}
 * says, and if that process gives no sign of life, until its lease ends.
 */
final class LeaseWait {

	/** A holder that has not renewed its lease for so long may be dead. */
	private static final Duration SILENCE = Lease.RENEWAL.multipliedBy(3);

	private static final Duration POLL = Duration.ofMillis(100);

	private final LeaseTable table;

	private final String database;

	private final Duration longestWait;

	private final StateNotice notice;

	/**
	 * A lease that was taken.
	 *
	 * @param fence its fence
	 * @param holder this process
	 * @param validUntil its end on the monotonic clock, in nanoseconds
	 */
	record Taken(long fence, StateHolder holder, long validUntil) {
	}

	/** The last time that the other process was seen to renew its lease. */
	private record Seen(LeaseTable.Entry entry, long at) {
	}

	/**
	 * Prepares the waiting.
	 * @param table where leases are
	 * @param database the database, for messages
	 * @param longestWait how long to wait for a process that is alive
	 * @param notice takes one sentence if there is something to wait for
	 */
	LeaseWait(LeaseTable table, String database, Duration longestWait, StateNotice notice) {
		this.table = table;
		this.database = database;
		this.longestWait = longestWait;
		this.notice = notice;
	}

	/**
	 * Takes a lease.
	 * @param target whose runs it is for
	 * @param length how long it lasts
	 * @param givenUp whether to wait no longer
	 * @return the lease, empty if the wait was given up
	 * @throws StateInUseException if another process has it, and is alive, at the end of
	 * the wait
	 */
	Optional<Taken> take(String target, Duration length, BooleanSupplier givenUp) throws SQLException {
		Seen seen = null;
		boolean told = false;
		long begun = System.nanoTime();
		while (!givenUp.getAsBoolean()) {
			long asked = System.nanoTime();
			StateHolder holder = StateHolder.thisProcess();
			Optional<LeaseTable.Granted> granted = this.table.take(target, null, holder, length);
			if (granted.isPresent()) {
				long validUntil = asked + granted.get().lasts().toNanos();
				return Optional.of(new Taken(granted.get().fence(), holder, validUntil));
			}
			LeaseTable.Entry entry = this.table.read(target).orElse(null);
			if (entry != null) {
				if (isAlive(entry, seen) && asked - begun >= this.longestWait.toNanos()) {
					throw new StateInUseException(working(target), entry.holder(), null);
				}
				seen = (seen != null && isSame(entry, seen)) ? seen : new Seen(entry, asked);
				boolean silent = asked - seen.at() >= SILENCE.toNanos();
				if (!told && (silent || !this.longestWait.isZero())) {
					tell(target, entry, silent);
					told = true;
				}
			}
			LockSupport.parkNanos(POLL.toNanos());
		}
		return Optional.empty();
	}

	/** A holder that gives its lease back is at its end. */
	private static boolean isAlive(LeaseTable.Entry entry, @Nullable Seen seen) {
		return seen != null && !isSame(entry, seen) && entry.left().toMillis() > 0;
	}

	private static boolean isSame(LeaseTable.Entry entry, Seen seen) {
		return entry.renewedAt().equals(seen.entry().renewedAt());
	}

	private void tell(String target, LeaseTable.Entry entry, boolean silent) {
		String beginning = StateInUseException.beginning(working(target), entry.holder());
		Duration left = entry.left().isNegative() ? Duration.ZERO : entry.left();
		this.notice.tell(silent
				? beginning + ". It gives no sign of life, so this process takes over when its lease ends, in "
						+ Wording.ofSetting(Duration.ofSeconds(left.toSeconds() + 1)) + " at the latest."
				: beginning + ". Waiting for it (--wait).");
	}

	private String working(String target) {
		return "working on " + target + " in " + this.database;
	}

}
