package org.rolebindings.job.remote.manager;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.rolebindings.job.progress.ImportProgress;
import org.rolebindings.job.remote.BrokerProblem;
import org.rolebindings.job.remote.RangeQueue;
import org.rolebindings.job.remote.RangeRequest;
import org.rolebindings.ledger.run.RunStart;

import org.springframework.jms.JmsException;

/**
 * Asks workers to post ranges. It asks again only if no request waits for a worker any
 * more, so that requests do not pile up while there are few workers.
 */
final class RangeCalls {

	private final RangeQueue queue;

	private final String broker;

	private final ImportProgress progress;

	private Set<Integer> openBefore = new HashSet<>();

	private boolean begun;

	private boolean away;

	/**
	 * Begins with no request.
	 * @param queue the queue
	 * @param broker the broker, for a person
	 * @param progress takes a sentence if the broker cannot be reached
	 */
	RangeCalls(RangeQueue queue, String broker, ImportProgress progress) {
		this.queue = queue;
		this.broker = broker;
		this.progress = progress;
	}

	/**
	 * Asks for ranges, if that is needed.
	 * @param start the start of the run
	 * @param open the ranges with undecided rows and no worker
	 * @param steps the step executions of all ranges
	 */
	void call(RunStart start, List<Integer> open, Map<Integer, Long> steps) {
		// A worker that has just received a request may not have its range yet
		List<Integer> due = new ArrayList<>(open);
		if (this.begun) {
			due.retainAll(this.openBefore);
			// In the same order each worker could get a range again that only others may
			// take
			Collections.shuffle(due);
		}
		this.openBefore = new HashSet<>(open);
		try {
			if (!due.isEmpty() && !this.queue.isAnyWaiting(start.run(), start.number())) {
				this.queue.send(due.stream()
					.map((range) -> new RangeRequest(start.run(), start.number(), range,
							Objects.requireNonNull(steps.get(range))))
					.toList());
				this.begun = true;
			}
			tell(this.away, "The broker can be reached again.");
			this.away = false;
		}
		catch (JmsException ex) {
			tell(!this.away, "The broker " + this.broker + " cannot be reached (" + BrokerProblem.line(ex)
					+ "). Workers go on with the ranges that they have; it is tried again.");
			this.away = true;
		}
	}

	private void tell(boolean isNew, String sentence) {
		if (isNew) {
			this.progress.note(sentence);
		}
	}

}
