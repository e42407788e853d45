package org.rolebindings.status;

import java.time.Duration;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import org.rolebindings.status.model.Conditions;
import org.rolebindings.status.model.HealthComponent;
import org.rolebindings.status.model.WatchStatus;

/**
 * Probes the API while nothing is imported, so that a dead key is noticed before there is
 * a file. A running import notices it by itself.
 */
final class IdleProbe {

	static final Duration INTERVAL_IF_UP = Duration.ofMinutes(5);

	/** Short, so that a replaced key is noticed soon. */
	static final Duration INTERVAL_IF_DOWN = Duration.ofMinutes(1);

	private final ApiProbe probe;

	private final WatchStatus status;

	private final LongSupplier nanoClock;

	private @Nullable Long last;

	IdleProbe(ApiProbe probe, WatchStatus status, LongSupplier nanoClock) {
		this.probe = probe;
		this.status = status;
		this.nanoClock = nanoClock;
	}

	/** Probes the API if it is time to. */
	void askIfDue() {
		if (this.status.current() != null) {
			this.last = this.nanoClock.getAsLong();
		}
		else if (isDue()) {
			ask();
		}
	}

	/** After an exception, too, the next probe waits for its interval. */
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
		Duration interval = well ? INTERVAL_IF_UP : INTERVAL_IF_DOWN;
		return this.nanoClock.getAsLong() - this.last >= interval.toNanos();
	}

}
