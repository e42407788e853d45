package org.rolebindings.api.outage;

import java.time.Duration;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/** Reports each outage once when it begins, and once when it is over. */
final class OutageReporter {

	private volatile Consumer<String> listener = (sentence) -> {
	};

	private @Nullable Long reportedSince;

	/** Sets the listener, which replaces an earlier one. */
	void listener(Consumer<String> listener) {
		this.listener = listener;
	}

	/**
	 * Reports a change. Only one thread may call this.
	 * @param outage the current outage, or {@code null}
	 * @param now the time, of a clock like {@link System#nanoTime()}
	 */
	void report(@Nullable Outage outage, long now) {
		Long since = this.reportedSince;
		if (outage != null && since == null) {
			this.reportedSince = now - outage.lasted().toNanos();
			this.listener.accept(StringUtils.capitalize(outage.describe()) + ".");
		}
		else if (outage == null && since != null) {
			this.reportedSince = null;
			this.listener.accept("The service answers again, after " + Duration.ofNanos(now - since).toSeconds()
					+ " s without a proper answer.");
		}
	}

}
