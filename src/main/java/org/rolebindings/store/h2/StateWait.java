package org.rolebindings.store.h2;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;
import org.rolebindings.store.ForeignStateException;
import org.rolebindings.store.StateHolder;
import org.rolebindings.store.StateInUseException;
import org.rolebindings.store.StateNotice;

/** Waits for a state folder that another process holds. */
final class StateWait {

	static final int TRIES = 20;

	static final Duration TRY_AGAIN = Duration.ofMillis(10);

	private static final Duration POLL = Duration.ofMillis(200);

	/** What a person can do besides waiting. */
	static final String ANOTHER = "use another --state folder";

	private StateWait() {
	}

	/**
	 * Locks a folder, and waits for it if another process holds it.
	 * @param folder an existing folder
	 * @param longest how long to wait
	 * @param notice takes one sentence if there is something to wait for
	 * @return the lock
	 * @throws StateInUseException if it is not free by then
	 * @throws ForeignStateException if there can be no lock in that folder
	 */
	static StateLock acquire(Path folder, Duration longest, StateNotice notice) {
		long startedAt = System.nanoTime();
		boolean told = false;
		StateLock lock = StateLock.tryAcquire(folder);
		while (lock == null) {
			StateHolder holder = patientHolder(folder);
			long left = longest.toNanos() - (System.nanoTime() - startedAt);
			if (left <= 0) {
				// The folder may have become free in the meantime
				lock = StateLock.tryAcquire(folder);
				if (lock != null) {
					return lock;
				}
				throw new StateInUseException(using(folder), holder, ANOTHER);
			}
			if (!told) {
				notice.tell(StateInUseException.beginning(using(folder), holder) + ". Waiting for it (--wait).");
				told = true;
			}
			pause(Duration.ofNanos(Math.min(left, POLL.toNanos())));
			lock = StateLock.tryAcquire(folder);
		}
		return lock;
	}

	/** What the holder of a folder is doing. */
	static String using(Path folder) {
		return "using the state in " + folder;
	}

	/** Waits a moment for a new holder to write who it is. */
	private static @Nullable StateHolder patientHolder(Path folder) {
		StateHolder holder = StateLock.holder(folder);
		for (int i = 0; i < TRIES && holder == null; i++) {
			pause(TRY_AGAIN);
			holder = StateLock.holder(folder);
		}
		return holder;
	}

	/** An interrupt would end the wait early, and nobody interrupts this. */
	static void pause(Duration duration) {
		LockSupport.parkNanos(duration.toNanos());
	}

}
