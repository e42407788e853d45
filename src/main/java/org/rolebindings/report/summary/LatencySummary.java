package org.rolebindings.report.summary;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.DataFormatException;

import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * How long the exchanges of a run took, in milliseconds, each {@code null} if there was
 * no exchange. The histogram behind them keeps two significant digits.
 *
 * @param p50 what half of the exchanges stayed within
 * @param p95 what 95 of 100 stayed within
 * @param p99 what 99 of 100 stayed within
 * @param max the longest
 */
public record LatencySummary(@Nullable BigDecimal p50, @Nullable BigDecimal p95, @Nullable BigDecimal p99,
		@Nullable BigDecimal max) {

	private static final LatencySummary NONE = new LatencySummary(null, null, null, null);

	private static final int MICROS_TO_MILLIS = 3;

	/**
	 * Reads a histogram.
	 * @param latencies the times in microseconds, as HdrHistogram encodes them, in
	 * base64; empty if there were none
	 */
	public static LatencySummary decode(String latencies) {
		if (latencies.isEmpty()) {
			return NONE;
		}
		Histogram histogram = histogram(latencies);
		return new LatencySummary(millis(histogram.getValueAtPercentile(50)),
				millis(histogram.getValueAtPercentile(95)), millis(histogram.getValueAtPercentile(99)),
				millis(histogram.getMaxValue()));
	}

	private static Histogram histogram(String latencies) {
		try {
			return Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(Base64.getDecoder().decode(latencies)), 0);
		}
		catch (DataFormatException ex) {
			throw new IllegalArgumentException("Not a histogram: " + latencies, ex);
		}
	}

	private static BigDecimal millis(long micros) {
		return BigDecimal.valueOf(micros, MICROS_TO_MILLIS).stripTrailingZeros();
	}

}
