package org.rolebindings.api.pace;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.zip.DataFormatException;

import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.rolebindings.api.ApiException;

/** Counts requests and retries, and records the latency of each request. */
public final class RequestMeter {

	private static final String NONE = "none";

	private static final long LONGEST_MICROS = TimeUnit.HOURS.toMicros(1);

	private static final int SIGNIFICANT_DIGITS = 2;

	private final Map<String, LongAdder> byStatus = new ConcurrentHashMap<>();

	private final Map<String, Long> earlier = new ConcurrentHashMap<>();

	private final LongAdder retries = new LongAdder();

	private final LongAdder throttled = new LongAdder();

	private final ConcurrentHistogram latencies = new ConcurrentHistogram(LONGEST_MICROS, SIGNIFICANT_DIGITS);

	/**
	 * What was counted.
	 *
	 * @param byStatus the requests by status; {@code none} if there was no answer
	 * @param retries the attempts at a row after its first one
	 * @param throttled the answers that asked to wait
	 * @param latencies the times of the exchanges in microseconds: an HdrHistogram,
	 * compressed, in base64
	 */
	public record Reading(Map<String, Long> byStatus, long retries, long throttled, String latencies) {
	}

	/**
	 * Adds the counts of an earlier start.
	 * @param earlier the last reading of that start
	 */
	public void add(Reading earlier) {
		earlier.byStatus().forEach((status, count) -> this.earlier.merge(status, count, Long::sum));
		this.retries.add(earlier.retries());
		this.throttled.add(earlier.throttled());
		if (!earlier.latencies().isEmpty()) {
			this.latencies.add(decode(earlier.latencies()));
		}
	}

	/**
	 * Reads the meter.
	 * @return what was counted so far
	 */
	public Reading read() {
		Map<String, Long> counts = sent();
		this.earlier.forEach((status, count) -> counts.merge(status, count, Long::sum));
		return new Reading(counts, this.retries.sum(), this.throttled.sum(), encode(latencies()));
	}

	/**
	 * Returns what this start has sent, without earlier starts.
	 * @return the requests by status; {@code none} if there was no answer
	 */
	public Map<String, Long> sent() {
		Map<String, Long> counts = new TreeMap<>();
		this.byStatus.forEach((status, count) -> counts.put(status, count.sum()));
		return counts;
	}

	/**
	 * Counts a request that has ended.
	 * @param status the HTTP status, or {@link ApiException#NO_ANSWER}
	 * @param time how long the exchange took; more than an hour counts as an hour
	 */
	public void answered(int status, Duration time) {
		counter((status == ApiException.NO_ANSWER) ? NONE : String.valueOf(status)).increment();
		this.latencies.recordValue(Math.min(LONGEST_MICROS, TimeUnit.NANOSECONDS.toMicros(time.toNanos())));
	}

	/** Counts another attempt at a row. */
	public void retried() {
		this.retries.increment();
	}

	/** Counts an answer that asks the client to wait. */
	public void throttled() {
		this.throttled.increment();
	}

	/** Returns how many answers asked the client to wait, over all starts. */
	public long throttledAnswers() {
		return this.throttled.sum();
	}

	/** Returns the times of all exchanges so far in microseconds, over all starts. */
	public Histogram latencies() {
		Histogram copy = new Histogram(LONGEST_MICROS, SIGNIFICANT_DIGITS);
		copy.add(this.latencies);
		return copy;
	}

	private LongAdder counter(String status) {
		return this.byStatus.computeIfAbsent(status, (key) -> new LongAdder());
	}

	/**
	 * Writes a histogram as text.
	 * @param histogram any histogram
	 * @return the histogram, compressed, in base64; empty if it has no value
	 */
	public static String encode(Histogram histogram) {
		if (histogram.getTotalCount() == 0) {
			return "";
		}
		ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
		int length = histogram.encodeIntoCompressedByteBuffer(buffer);
		return Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length));
	}

	/**
	 * Reads a histogram that {@link #encode(Histogram)} wrote.
	 * @param encoded the text, not empty
	 */
	public static Histogram decode(String encoded) {
		try {
			return Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(Base64.getDecoder().decode(encoded)), 0);
		}
		catch (DataFormatException ex) {
			throw new IllegalArgumentException("Not a histogram: " + encoded, ex);
		}
	}

}
