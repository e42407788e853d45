package org.rolebindings.report;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

import org.HdrHistogram.Histogram;

/** Latencies as a run's totals have them. */
public final class Histograms {

	private Histograms() {
	}

	public static String encoded(long... micros) {
		Histogram histogram = new Histogram(3_600_000_000L, 2);
		Arrays.stream(micros).forEach(histogram::recordValue);
		ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
		int length = histogram.encodeIntoCompressedByteBuffer(buffer);
		return Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length));
	}

}
