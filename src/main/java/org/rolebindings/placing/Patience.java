package org.rolebindings.placing;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

import org.jspecify.annotations.Nullable;

/**
 * Pauses before a row asks the same question again, because reading may lag behind
 * writing. The last one ends at least five seconds after the first answer. For one thread
 * at a time.
 */
final class Patience {

	private static final List<Duration> USUAL = List.of(Duration.ofSeconds(1), Duration.ofMillis(1_500),
			Duration.ofMillis(2_500));

	private static final List<Duration> ONCE = List.of(Duration.ofSeconds(5));

	private final Queue<Duration> pauses;

	private Patience(List<Duration> pauses) {
		this.pauses = new ArrayDeque<>(pauses);
	}

	/** Three pauses. */
	static Patience usual() {
		return new Patience(USUAL);
	}

	/** A single pause. */
	static Patience once() {
		return new Patience(ONCE);
	}

	/** The next pause, or {@code null} if there is no more. */
	@Nullable Duration next() {
		return this.pauses.poll();
	}

}
