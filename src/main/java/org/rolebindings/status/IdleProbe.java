package org.rolebindings.status;

import java.time.Duration;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import org.rolebindings.status.model.Conditions;
import org.rolebindings.status.model.HealthComponent;
import org.rolebindings.status.model.WatchStatus;

/**
 * Has the API asked while nothing is imported, so that a dead key is found out before
 * there is a file. An import finds out by itself.
 */
final class IdleProbe {

	static final Duration WHEN_WELL = Duration.ofMinutes(5);

	/** A key that has been replaced is to show soon. */
	static final Duration WHEN_NOT = Duration.ofMinutes(1);

	private final ApiProbe probe;

	private final WatchStatus status;

	private final LongSupplier nanoClock;

	private @Nullable Long last;

	IdleProbe(ApiProbe probe, WatchStatus status, LongSupplier nanoClock) {
		this.probe = probe;
		this.status = status;
		this.nanoClock = nanoClock;
	}

	/** Asks if it is time to. */
	void askIfDue() {
		if (this.status.current() != null) {
			this.last = this.nanoClock.getAsLong();
		}
		else if (isDue()) {
			ask();
		}
	}

	/** What it throws must not have it ask again at once. */
	private void ask() {
		Conditions conditions = this.status.conditions();
		try {
			conditions.probed(this.probe.probe(conditions::probed));
		}
		finally {
			this.last = this.nanoClock.getAsLong();
		}
	}

	private boolean isDue() {
		if (this.last == null) {
			return true;
		}
		boolean well = this.status.conditions().of(HealthComponent.API).problem() == null;
		Duration interval = well ? WHEN_WELL : WHEN_NOT;
		return this.nanoClock.getAsLong() - this.last >= interval.toNanos();
	}

}
