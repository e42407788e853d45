package org.rolebindings.store.postgres;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.rolebindings.store.HoldLostException;
import org.rolebindings.store.PartHold;
import org.rolebindings.store.StateHold;
import org.rolebindings.store.StateHolder;
import org.rolebindings.store.StateNotice;
import org.rolebindings.store.StateUnwritableException;

/**
 * Holds the runs of a target, or a part of a run, by a lease in the database, which is
 * renewed as long as this process lives. A lease lasts longer than a request may be on
 * its way, so whoever takes it over after its end knows that nothing is on its way any
 * more.
 */
final class Lease implements StateHold, PartHold, AutoCloseable {

	static final Duration RENEWAL = Duration.ofSeconds(2);

	private static final Duration POLL = Duration.ofMillis(100);

	private final LeaseTable table;

	private final String database;

	private final PostgresHealth health;

	private final LeaseWait wait;

	private final Duration margin;

	private final ScheduledThreadPoolExecutor timer;

	private volatile @Nullable HeldLease held;

	private boolean renews;

	/**
	 * Prepares a lease.
	 * @param table where leases are
	 * @param database the database, for messages
	 * @param health hears if the lease is lost
	 * @param longestWait how long to wait for another process
	 * @param notice takes one sentence if there is something to wait for
	 * @param margin how much longer than a request a lease lasts
	 */
	Lease(LeaseTable table, String database, PostgresHealth health, Duration longestWait, StateNotice notice,
			Duration margin) {
		this.table = table;
		this.database = database;
		this.health = health;
		this.wait = new LeaseWait(table, database, longestWait, notice);
		this.margin = margin;
		this.timer = new ScheduledThreadPoolExecutor(1, (task) -> {
			Thread thread = new Thread(task, "lease");
			thread.setDaemon(true);
			return thread;
		});
		health.askFirst(this::lost);
	}

	@Override
	public synchronized boolean hold(String target, Duration longestExchange, BooleanSupplier givenUp) {
		if (this.held != null) {
			return true;
		}
		Duration length = length(longestExchange);
		try {
			this.held = this.wait.take(target, length, givenUp)
				.map((taken) -> new HeldLease(target, null, taken.fence(), longestExchange, taken.holder(),
						taken.validUntil()))
				.orElse(null);
		}
		catch (SQLException ex) {
			throw new StateUnwritableException(this.health.describe(ex), ex);
		}
		beginRenewing();
		return this.held != null;
	}

	@Override
	public long fence() {
		HeldLease now = this.held;
		if (now == null || now.whole() != null) {
			throw new IllegalStateException("This process holds no target");
		}
		return now.fence();
	}

	@Override
	public synchronized boolean take(String part, String target, long fence, Duration longestExchange) {
		LeaseTable.Whole whole = new LeaseTable.Whole(target, fence);
		StateHolder holder = StateHolder.thisProcess();
		long asked = System.nanoTime();
		try {
			this.held = this.table.take(HeldLease.PARTS + part, whole, holder, length(longestExchange))
				.map((granted) -> new HeldLease(HeldLease.PARTS + part, whole, granted.fence(), longestExchange, holder,
						asked + granted.lasts().toNanos()))
				.orElse(null);
		}
		catch (SQLException ex) {
			throw new StateUnwritableException(this.health.describe(ex), ex);
		}
		beginRenewing();
		return this.held != null;
	}

	private void beginRenewing() {
		if (this.held != null && !this.renews) {
			this.renews = true;
			long period = Math.min(RENEWAL.toMillis(), this.margin.toMillis() / 4);
			var unused = this.timer.scheduleWithFixedDelay(this::renew, period, period, TimeUnit.MILLISECONDS);
		}
	}

	/** If the database cannot be reached, the next call tries again. */
	private synchronized void renew() {
		HeldLease now = this.held;
		if (now == null) {
			return;
		}
		try {
			if (!renew(now)) {
				this.health.failed(lost(now.name()));
			}
		}
		catch (SQLException ex) {
			// As long as the lease lasts, nothing is lost
		}
	}

	private boolean renew(HeldLease now) throws SQLException {
		long asked = System.nanoTime();
		Optional<LeaseTable.Granted> granted = this.table.renew(now.name(), now.whole(), now.fence(), now.holder(),
				length(now.longestExchange()));
		granted.ifPresent((lease) -> this.held = now.until(asked + lease.lasts().toNanos()));
		return granted.isPresent();
	}

	/** The exception if another process has taken over, or {@code null}. */
	private synchronized @Nullable HoldLostException lost() {
		HeldLease now = this.held;
		try {
			return (now == null || renew(now)) ? null : lost(now.name());
		}
		catch (SQLException ex) {
			return null;
		}
	}

	private Duration length(Duration longestExchange) {
		return longestExchange.plus(this.margin);
	}

	/** The exception that says who has the lease now. */
	synchronized HoldLostException lost(String name) {
		StateHolder holder = null;
		try {
			holder = this.table.read(name).map(LeaseTable.Entry::holder).orElse(null);
		}
		catch (SQLException ex) {
			// The message does not name it
		}
		return new HoldLostException("This process did not renew its lease on " + name + " in " + this.database
				+ " in time, and another process has taken over" + ((holder != null) ? ": " + holder : "")
				+ ". This one has written nothing since, and sends nothing any more. The same command goes on if the "
				+ "other one stops.");
	}

	@Override
	public @Nullable String target() {
		HeldLease now = this.held;
		return (now != null) ? now.name() : "";
	}

	/** What a commit depends on, or {@code null} if this process holds nothing. */
	@Nullable HeldLease held() {
		return this.held;
	}

	@Override
	public synchronized void workingOn(long run, String file) {
		HeldLease now = this.held;
		if (now != null) {
			this.held = now.at(now.holder().at(run, file));
			renew();
		}
	}

	@Override
	public void requireFor(boolean changesExisting) {
		HeldLease now = this.held;
		long begun = System.nanoTime();
		while (now != null && (this.health.hasFailed() || !now.outlastsExchange())) {
			if (this.health.hasFailed()) {
				throw new HoldLostException(this.health.describe(notRenewed(now)));
			}
			if (System.nanoTime() - begun > length(now.longestExchange()).toNanos()) {
				throw notRenewed(now);
			}
			LockSupport.parkNanos(POLL.toNanos());
			now = this.held;
		}
		if (now != null && changesExisting) {
			requireInDatabase(now);
		}
	}

	private void requireInDatabase(HeldLease now) {
		boolean has;
		try {
			synchronized (this) {
				has = this.table.has(now.name(), now.fence());
			}
		}
		catch (SQLException ex) {
			throw notRenewed(now);
		}
		if (!has) {
			throw lost(now.name());
		}
	}

	private HoldLostException notRenewed(HeldLease now) {
		return new HoldLostException("The lease on " + now.name() + " in " + this.database
				+ " could not be renewed in time. The same command goes on from there.");
	}

	@Override
	public Set<Long> runsOfOthers() {
		try {
			synchronized (this) {
				return this.table.holders()
					.stream()
					.map(StateHolder::run)
					.filter((run) -> run != null)
					.collect(Collectors.toSet());
			}
		}
		catch (SQLException ex) {
			throw new StateUnwritableException(this.health.describe(ex), ex);
		}
	}

	/** Gives the lease back, so that nobody has to wait for its end. */
	@Override
	public synchronized void giveBack() {
		HeldLease now = this.held;
		this.held = null;
		try {
			if (now != null) {
				this.table.giveBack(now.name(), now.fence(), now.parts());
			}
		}
		catch (SQLException ex) {
			// It ends by itself
		}
	}

	@Override
	public void close() {
		this.timer.shutdown();
		giveBack();
		synchronized (this) {
			this.table.close();
		}
	}

}
