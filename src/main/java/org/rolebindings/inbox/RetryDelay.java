package org.rolebindings.inbox;

import java.time.Duration;

/** How long to wait before what did not work is tried again: longer each time. */
final class RetryDelay {

	static final Duration FIRST = Duration.ofSeconds(1);

	private static final Duration LONGEST = Duration.ofSeconds(30);

	private Duration next = FIRST;

	/** It did not work. */
	Duration pause() {
		Duration pause = this.next;
		Duration twice = pause.multipliedBy(2);
		this.next = (twice.compareTo(LONGEST) < 0) ? twice : LONGEST;
		return pause;
	}

	/** It worked. */
	void rest() {
		this.next = FIRST;
	}

}
