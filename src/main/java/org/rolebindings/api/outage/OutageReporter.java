package org.rolebindings.api.outage;

import java.time.Duration;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/** Tells once that an outage begins, and once that it is over. */
final class OutageReporter {

	private volatile Consumer<String> listener = (sentence) -> {
	};

	private @Nullable Long toldSince;

	/** From now on tells somebody else. */
	void listener(Consumer<String> listener) {
		this.listener = listener;
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
			this.listener.accept(StringUtils.capitalize(outage.describe()) + ".");
		}
		else if (outage == null && since != null) {
			this.toldSince = null;
			this.listener.accept("The service answers again, after " + Duration.ofNanos(now - since).toSeconds()
					+ " s without a proper answer.");
		}
	}

}
