package org.rolebindings.placing.row;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

import org.jspecify.annotations.Nullable;

/**
 * The pauses between look-ups that do not find what a write has shown, because reads may
 * lag behind writes. For one thread at a time.
 */
public final class ReadLagPauses {

	private static final int TENTHS = 10;

	private final Queue<Duration> pauses;

	private ReadLagPauses(List<Duration> pauses) {
		this.pauses = new ArrayDeque<>(pauses);
	}

	/**
	 * Returns three pauses, the later ones longer.
	 * @param lag how long they take together
	 */
	public static ReadLagPauses usual(Duration lag) {
		Duration tenth = lag.dividedBy(TENTHS);
		return new ReadLagPauses(List.of(tenth.multipliedBy(2), tenth.multipliedBy(3), tenth.multipliedBy(5)));
	}

	/**
	 * Returns a single pause.
	 * @param lag how long it takes
	 */
	public static ReadLagPauses once(Duration lag) {
		return new ReadLagPauses(List.of(lag));
	}

	/** Returns the next pause, or {@code null} if there are no more. */
	public @Nullable Duration next() {
		return this.pauses.poll();
	}

}
