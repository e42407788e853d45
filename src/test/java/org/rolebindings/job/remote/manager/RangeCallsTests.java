package org.rolebindings.job.remote.manager;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.rolebindings.job.RecordingProgress;
import org.rolebindings.job.remote.BrokerUrl;
import org.rolebindings.job.remote.RangeQueue;
import org.rolebindings.job.remote.RangeRequest;
import org.rolebindings.ledger.run.RunStart;
import org.rolebindings.testing.TestBroker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class RangeCallsTests {

	private static final TestBroker BROKER = new TestBroker();

	private static final BrokerUrl URL = new BrokerUrl(BROKER.url());

	private static final RunStart START = new RunStart(7, 0);

	private static final Map<Integer, Long> STEPS = Map.of(0, 10L, 1, 11L, 2, 12L);

	private final RecordingProgress progress = new RecordingProgress();

	@AfterAll
	static void close() {
		BROKER.close();
	}

	private static RangeQueue queue(String database) {
		return new RangeQueue(URL, TestBroker.PASSWORD, database, "https://api.arize.com");
	}

	private RangeCalls calls(RangeQueue queue) {
		return new RangeCalls(queue, URL.shown(), this.progress);
	}

	/** The ranges that workers are asked for. */
	private static List<Integer> received(RangeQueue worker, int requests) {
		List<Integer> ranges = new ArrayList<>();
		for (int request = 0; request < requests; request++) {
			RangeRequest received = Objects.requireNonNull(worker.receive());
			assertThat(received.stepExecution()).isEqualTo(STEPS.get(received.range()));
			ranges.add(received.range());
		}
		return ranges;
	}

	@Test
	void callAsksAgainOnlyIfNothingWaitsAndARangeHasBeenOpenForTwoCalls() {
		try (RangeQueue queue = queue("again"); RangeQueue worker = queue("again")) {
			RangeCalls calls = calls(queue);
			calls.call(START, List.of(), STEPS);
			assertThat(queue.isAnyWaiting(7, 0)).isFalse();
			calls.call(START, List.of(0, 1, 2), STEPS);
			calls.call(START, List.of(0, 1, 2), STEPS);
			assertThat(received(worker, 2)).containsExactly(0, 1);
			calls.call(START, List.of(0, 1, 2), STEPS);
			assertThat(received(worker, 1)).containsExactly(2);
			calls.call(START, List.of(), STEPS);
			calls.call(START, List.of(1, 2), STEPS);
			assertThat(queue.isAnyWaiting(7, 0)).isFalse();
			calls.call(START, List.of(2), STEPS);
			assertThat(received(worker, 1)).containsExactly(2);
			assertThat(queue.isAnyWaiting(7, 0)).isFalse();
		}
		assertThat(this.progress.notes()).isEmpty();
	}

	/** In one order, workers that are served in turns would get the same ranges again. */
	@Test
	void callAsksAgainInEveryOrder() {
		try (RangeQueue queue = queue("order"); RangeQueue worker = queue("order")) {
			RangeCalls calls = calls(queue);
			Set<Integer> first = new HashSet<>();
			await().until(() -> {
				calls.call(START, List.of(0, 1, 2), STEPS);
				first.add(received(worker, 3).get(0));
				return first.size() == 3;
			});
		}
	}

	@Test
	void callWhenTheBrokerIsAwaySaysSoOnceAndAsksWhenItIsBack() {
		try (RangeQueue queue = queue("away"); RangeQueue worker = queue("away")) {
			RangeCalls calls = calls(queue);
			BROKER.stop();
			calls.call(START, List.of(0, 1), STEPS);
			calls.call(START, List.of(0, 1), STEPS);
			assertThat(this.progress.notes()).singleElement()
				.asString()
				.startsWith("The broker " + URL.shown() + " cannot be reached (")
				.endsWith("). Workers go on with the ranges that they have; it is tried again.");
			BROKER.start();
			await().until(() -> {
				calls.call(START, List.of(0, 1), STEPS);
				return this.progress.notes().size() == 2;
			});
			assertThat(this.progress.notes().get(1)).isEqualTo("The broker can be reached again.");
			assertThat(received(worker, 2)).containsExactly(0, 1);
		}
	}

}
