package org.rolebindings.api.http;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.LongPredicate;
import java.util.function.LongUnaryOperator;

import org.jspecify.annotations.Nullable;

/** A server that takes so many requests a second, in simulated time. */
public interface ThrottlingServer {

	long SECOND = Duration.ofSeconds(1).toNanos();

	/** Whether it takes a request that arrives then. */
	boolean takes(long now);

	/** How long it asks to wait, or {@code null} where it does not say. */
	@Nullable Duration retryAfter(long now);

	/** A bucket that fills evenly, and says when there is something in it again. */
	static ThrottlingServer bucket(LongUnaryOperator perSecondAt, double capacity) {
		return new ThrottlingServer() {

			private double tokens = capacity;

			private long filledAt;

			@Override
			public boolean takes(long now) {
				double perSecond = perSecondAt.applyAsLong(now);
				this.tokens = Math.min(capacity, this.tokens + perSecond * (now - this.filledAt) / SECOND);
				this.filledAt = now;
				if (this.tokens < 1) {
					return false;
				}
				this.tokens--;
				return true;
			}

			@Override
			public Duration retryAfter(long now) {
				return Duration.ofSeconds(1);
			}

		};
	}

	/** A count that begins isNew with each window. */
	static ThrottlingServer window(LongUnaryOperator perSecondAt, Duration length) {
		return new ThrottlingServer() {

			private long window = -1;

			private long count;

			@Override
			public boolean takes(long now) {
				if (now / length.toNanos() != this.window) {
					this.window = now / length.toNanos();
					this.count = 0;
				}
				return ++this.count <= perSecondAt.applyAsLong(now) * length.toNanos() / SECOND;
			}

			@Override
			public Duration retryAfter(long now) {
				long left = length.toNanos() - now % length.toNanos();
				return Duration.ofSeconds((left + SECOND - 1) / SECOND);
			}

		};
	}

	/** A count over the second before each request. */
	static ThrottlingServer sliding(int perSecond) {
		return new ThrottlingServer() {

			private final Queue<Long> lastSecond = new ArrayDeque<>();

			@Override
			public boolean takes(long now) {
				while (!this.lastSecond.isEmpty() && this.lastSecond.element() <= now - SECOND) {
					this.lastSecond.remove();
				}
				return this.lastSecond.size() < perSecond && this.lastSecond.add(now);
			}

			@Override
			public Duration retryAfter(long now) {
				return Duration.ofSeconds(1);
			}

		};
	}

	/** The same server, which another client uses for a while, at random times. */
	static ThrottlingServer shared(ThrottlingServer server, int othersPerSecond, LongPredicate when, Random random) {
		return new ThrottlingServer() {

			private double others;

			@Override
			public boolean takes(long now) {
				while (this.others < now) {
					if (when.test((long) this.others)) {
						boolean unused = server.takes((long) this.others);
					}
					this.others += SECOND * random.nextExponential() / othersPerSecond;
				}
				return server.takes(now);
			}

			@Override
			public @Nullable Duration retryAfter(long now) {
				return server.retryAfter(now);
			}

		};
	}

	/** A server that refuses as it likes. */
	static ThrottlingServer fickle(BooleanSupplier takes) {
		return new ThrottlingServer() {

			@Override
			public boolean takes(long now) {
				return takes.getAsBoolean();
			}

			@Override
			public Duration retryAfter(long now) {
				return Duration.ofSeconds(1);
			}

		};
	}

	/** The same server, which does not say how long to wait. */
	static ThrottlingServer silent(ThrottlingServer server) {
		return new ThrottlingServer() {

			@Override
			public boolean takes(long now) {
				return server.takes(now);
			}

			@Override
			public @Nullable Duration retryAfter(long now) {
				return null;
			}

		};
	}

}
