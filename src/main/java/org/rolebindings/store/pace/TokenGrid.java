package org.rolebindings.store.pace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;

import io.github.bucket4j.BucketState64BitsInteger;
import io.github.bucket4j.distributed.serialization.Scope;
import io.github.bucket4j.distributed.versioning.Versions;

/**
 * Gives each token of a bucket a number, and each number a time of its own. Times are
 * nanoseconds of the database's clock. Equal spaces lie between them, a little longer
 * than the rate asks for, so that a request may leave a little late and the clocks may
 * differ a little.
 * <p>
 * A process takes tokens with numbers in a row. Their times are spread evenly over a
 * frame of about 200 ms: otherwise each process in turn would have to send all requests
 * of some time alone.
 *
 * @param perSecond the tokens a second
 */
record TokenGrid(long perSecond) {

	/** Even requests that leave late, by clocks that differ, keep the rate then. */
	static final Duration TOLERANCE = Duration.ofMillis(10);

	/** For so many tokens the bucket needs this time. */
	static final Duration PERIOD = Duration.ofSeconds(1).plus(TOLERANCE);

	private static final int FRAMES_PER_SECOND = 5;

	/** Steps of this share of a frame spread any number of tokens evenly. */
	private static final double GOLDEN_SHARE = 0.618034;

	/** The tokens in a frame. */
	int frame() {
		return (int) Math.max(1, this.perSecond / FRAMES_PER_SECOND);
	}

	/** Returns the number of the last token that was taken from a bucket. */
	long lastTaken(BucketState64BitsInteger state) {
		BigInteger period = BigInteger.valueOf(PERIOD.toNanos());
		// Refilling moves a token from the first term to the others, so that this only
		// grows by what is taken
		BigInteger taken = BigInteger.valueOf(refilledAt(state))
			.multiply(BigInteger.valueOf(this.perSecond))
			.subtract(BigInteger.valueOf(state.getRoundingError(0)))
			.subtract(BigInteger.valueOf(state.getCurrentSize(0)).multiply(period));
		return taken.divide(period).longValueExact();
	}

	/** Only the form in which a bucket is stored tells this. */
	private static long refilledAt(BucketState64BitsInteger state) {
		try {
			Map<String, Object> stored = BucketState64BitsInteger.SERIALIZATION_HANDLE.toJsonCompatibleSnapshot(state,
					Versions.getLatest(), Scope.PERSISTED_STATE);
			if (stored.get("stateData") instanceof long[] data) {
				return data[0];
			}
			throw new IllegalStateException("A bucket of an unknown form: " + stored);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Returns when the bucket has earned a token. */
	long earnedAt(long number) {
		return timeOf(number);
	}

	/** Returns when a request may leave with a token: in the frame after it is earned. */
	long departure(long number) {
		int frame = frame();
		long place = Math.floorMod(number, frame);
		return timeOf(number - place + frame + place * step(frame) % frame);
	}

	private long timeOf(long number) {
		long period = PERIOD.toNanos();
		return Math.floorDiv(number, this.perSecond) * period
				+ Math.floorMod(number, this.perSecond) * period / this.perSecond;
	}

	/** A step that has no divisor in common with the frame reaches each place once. */
	private static long step(int frame) {
		long step = Math.max(1, Math.round(GOLDEN_SHARE * frame));
		while (!BigInteger.valueOf(step).gcd(BigInteger.valueOf(frame)).equals(BigInteger.ONE)) {
			step++;
		}
		return step;
	}

}
