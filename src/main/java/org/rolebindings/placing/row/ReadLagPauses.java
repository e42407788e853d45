package org.rolebindings.placing.row;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

import org.jspecify.annotations.Nullable;

/**
 * The pauses between look-ups that do not find what a write has shown, because reads may
 * lag behind writes. They take five seconds together. For one thread at a time.
 */
public final class ReadLagPauses {

	private static final List<Duration> USUAL = List.of(Duration.ofSeconds(1), Duration.ofMillis(1_500),
			Duration.ofMillis(2_500));

	private static final List<Duration> ONCE = List.of(Duration.ofSeconds(5));

	private final Queue<Duration> pauses;

	private ReadLagPauses(List<Duration> pauses) {
		this.pauses = new ArrayDeque<>(pauses);
	}

	/** Returns three pauses. */
	public static ReadLagPauses usual() {
		return new ReadLagPauses(USUAL);
	}

	/** Returns a single pause. */
	public static ReadLagPauses once() {
		return new ReadLagPauses(ONCE);
	}

	/** Returns the next pause, or {@code null} if there are no more. */
	public @Nullable Duration next() {
		return this.pauses.poll();
	}

}
