package org.rolebindings.ledger.sample;

/**
 * What a run did in one part of its time. Times are on the run's busy time, which counts
 * from each start to its end and leaves out what is between.
 *
 * @param start how often the run was resumed before its end
 * @param atMillis when it begins
 * @param lengthMillis how long it is
 * @param decided the rows that were decided in it
 * @param failed the FAILED rows among them
 * @param throttled the answers that asked to wait
 * @param pausedMillis how long no request could leave because the server had asked to
 * wait
 * @param latencies the times of the exchanges in microseconds, as HdrHistogram encodes
 * them, in base64; empty if there were none
 */
public record TimeSample(int start, long atMillis, long lengthMillis, long decided, long failed, long throttled,
		long pausedMillis, String latencies) {

	/** When it ends. */
	public long endMillis() {
		return this.atMillis + this.lengthMillis;
	}

}
