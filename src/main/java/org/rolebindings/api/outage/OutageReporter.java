package org.rolebindings.api.outage;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;

/** Tells listeners once that an outage begins, and once that it is over. */
final class OutageReporter {

	private final List<OutageListener> listeners = new CopyOnWriteArrayList<>();

	private @Nullable Long toldSince;

	/** Adds a listener, at any time and from any thread. */
	void add(OutageListener listener) {
		this.listeners.add(listener);
	}

	/**
	 * Tells what is new. It is for one thread.
	 * @param outage the outage that there is now, or {@code null}
	 * @param now the time, of a clock like {@link System#nanoTime()}
	 */
	void tell(@Nullable Outage outage, long now) {
		Long since = this.toldSince;
		if (outage != null && since == null) {
			this.toldSince = now - outage.lasted().toNanos();
			this.listeners.forEach((listener) -> listener.outageBegan(outage));
		}
		else if (outage == null && since != null) {
			this.toldSince = null;
			Duration lasted = Duration.ofNanos(now - since);
			this.listeners.forEach((listener) -> listener.outageEnded(lasted));
		}
	}

}
