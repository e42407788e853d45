package org.rolebindings.placing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.rolebindings.api.RetryRules;
import org.rolebindings.api.ScriptedApi;
import org.rolebindings.api.SideThread;
import org.rolebindings.api.TestBindings;
import org.rolebindings.api.outage.TestOutageDetector;
import org.rolebindings.api.pace.RequestMeter;
import org.rolebindings.binding.Decision;
import org.rolebindings.binding.Doubt;
import org.rolebindings.binding.OnConflict;
import org.rolebindings.binding.Outcome;
import org.rolebindings.binding.UndecidedRow;
import org.rolebindings.binding.UnsettledRow;
import org.rolebindings.placing.row.RowInFlight;
import org.rolebindings.stop.StopReason;
import org.rolebindings.stop.StopReason.Kind;
import org.rolebindings.stop.StopSwitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.rolebindings.api.ScriptedApi.wanted;

/** Tests for {@link InFlightWindow}. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class InFlightWindowTests {

	private static final Instant MARK = TestBindings.MARKED_AT;

	private static final List<Doubt> EARLIER = List.of(new Doubt(1, Instant.parse("2026-02-01T12:00:00Z"), null, null));

	private static final Duration AMPLE = Duration.ofHours(1);

	/** Draws an hour, so that a row that backs off is not due before a test ends. */
	private static final RandomGenerator LONG = new RandomGenerator() {

		@Override
		public long nextLong() {
			return 0;
		}

		@Override
		public long nextLong(long bound) {
			return AMPLE.toMillis();
		}

	};

	private final StopSwitch stop = new StopSwitch();

	private final ScriptedApi api = new ScriptedApi();

	private final Queue<InFlightWindow.Block> blocks = new ArrayDeque<>();

	private final AtomicInteger draws = new AtomicInteger();

	private final List<InFlightWindow> windows = new ArrayList<>();

	private final Queue<Decision> reported = new ConcurrentLinkedQueue<>();

	private RandomGenerator random = () -> 0;

	@AfterEach
	void close() {
		this.windows.forEach(InFlightWindow::close);
		this.api.release();
	}

	@Test
	void nextWhenThereAreNoRowsReturnsNull() {
		InFlightWindow window = open(2);
		assertThat(next(window)).isNull();
		assertThat(next(window)).isNull();
		assertThat(window.unsettled()).isEmpty();
		assertThat(this.draws).hasValue(1);
	}

	@Test
	void nextHandsOnADecisionForEveryRow() {
		block(2, 500);
		block(501, 501);
		InFlightWindow window = open(4);
		assertThat(lines(drain(window))).containsExactlyInAnyOrderElementsOf(range(2, 501));
		assertThat(this.reported).extracting(Decision::line).containsExactlyInAnyOrderElementsOf(range(2, 501));
		assertThat(next(window)).isNull();
		assertThat(window.unsettled()).isEmpty();
	}

	@Test
	void nextKeepsAsManyRowsInFlightAsThereAreSendersAndNoMore() {
		block(2, 41);
		CyclicBarrier full = new CyclicBarrier(4);
		AtomicInteger flying = new AtomicInteger();
		AtomicInteger most = new AtomicInteger();
		this.api.onCreate = (line) -> {
			most.accumulateAndGet(flying.incrementAndGet(), Math::max);
			await(full);
			flying.decrementAndGet();
		};
		assertThat(drain(open(4))).hasSize(40);
		assertThat(most).hasValue(4);
	}

	@Test
	void nextHandsOnDecisionsInTheOrderInWhichTheyFall() {
		block(2, 3);
		this.api.holdBack(2);
		InFlightWindow window = open(2);
		assertThat(next(window)).returns(3L, Decision::line);
		this.api.release();
		assertThat(next(window)).returns(2L, Decision::line);
		assertThat(next(window)).isNull();
	}

	@Test
	void nextWhenThereIsTimeHandsOnFullBatches() {
		block(2, 501);
		InFlightWindow window = open(new WindowLimits(4, AMPLE, 200, AMPLE), this::draw);
		assertThat(nextBatch(window)).hasSize(200);
		assertThat(nextBatch(window)).hasSize(200);
		assertThat(nextBatch(window)).hasSize(100);
		assertThat(nextBatch(window)).isEmpty();
	}

	@Test
	void nextWhenTheTimeIsOverHandsOnFewerButNeverNone() {
		block(2, 3);
		this.api.holdBack(3);
		InFlightWindow window = open(new WindowLimits(2, AMPLE, 200, Duration.ZERO), this::draw);
		assertThat(lines(nextBatch(window))).containsExactly(2L);
		this.api.release();
		assertThat(lines(nextBatch(window))).containsExactly(3L);
	}

	@Test
	void nextWhenASenderMeetsADefectHandsOnAllOfTheBatchBefore() {
		block(2, 50);
		this.api.onCreate = (line) -> {
			if (line == 4) {
				throw new IllegalArgumentException("a defect");
			}
		};
		InFlightWindow window = open(new WindowLimits(1, AMPLE, 200, AMPLE), this::draw);
		assertThat(lines(nextBatch(window))).containsExactly(2L, 3L);
		assertThatIllegalArgumentException().isThrownBy(() -> next(window)).withMessage("a defect");
	}

	@Test
	void nextWhenARowBacksOffSendsOthersMeanwhile() {
		block(2, 3);
		this.random = LONG;
		this.api.fail(2, 425);
		InFlightWindow window = open(1);
		assertThat(next(window)).returns(3L, Decision::line);
		assertThat(this.api.created).containsExactly(2L, 3L);
	}

	@Test
	void nextWhenARowIsDueAgainSendsItAgain() {
		block(2, 2);
		this.api.fail(2, 425, 500, 425);
		assertThat(drain(open(3))).singleElement()
			.returns(Outcome.CREATED, Decision::outcome)
			.returns(4, Decision::attempts);
	}

	@Test
	void nextWhenManyRowsBackOffDecidesThemAll() {
		block(2, 301);
		range(2, 301).forEach((line) -> this.api.fail(line, 425, 425));
		assertThat(drain(open(8))).hasSize(300).allMatch((decision) -> decision.attempts() == 3);
	}

	@Test
	void nextWhenARowIsSetAsideEndsWithoutIt() {
		block(2, 3);
		this.api.fail(2, 500, 500, 500, 500, 500, 500, 500, 500);
		this.api.listingFails = true;
		InFlightWindow window = open(2);
		assertThat(lines(drain(window))).containsExactly(3L);
		assertThat(window.unsettled()).containsExactly(new UnsettledRow(2, 8, MARK));
	}

	@Test
	void nextGivesASignOfLifeBeforeItDrawsAnything() {
		block(2, 3);
		List<Integer> drawnBefore = new ArrayList<>();
		InFlightWindow window = open(1, AMPLE, new InFlightWindow.Source() {

			@Override
			public InFlightWindow.Block draw() {
				return InFlightWindowTests.this.draw();
			}

			@Override
			public void heartbeat() {
				drawnBefore.add(InFlightWindowTests.this.draws.get());
			}

		});
		drain(window);
		assertThat(drawnBefore.get(0)).isZero();
	}

	/**
	 * With fewer signs of life, a start that dies would leave an end that is too early.
	 */
	@Test
	void awaitLandedWhenNothingLandsReturnsSoonEnoughForASignOfLife() {
		block(2, 2);
		RowsInFlight rows = new RowsInFlight(this.stop, 1, AMPLE);
		rows.add(this.blocks.remove()
			.rows()
			.stream()
			.map((row) -> new RowInFlight(row, MARK, new RetryRules(8, LONG)))
			.toList());
		rows.add(List.of());
		assertThat(rows.take(0)).isNotNull();
		assertThat(rows.awaitDecided()).isEmpty();
	}

	@Test
	void nextDrawsBlocksAheadOfNeedButNotWithoutEnd() throws InterruptedException {
		for (int i = 0; i < 10; i++) {
			block(600 * i + 2, 600 * i + 601);
		}
		this.api.holdBack(2);
		this.api.holdBack(3);
		InFlightWindow window = open(2);
		SideThread<List<Decision>> draining = SideThread.start(() -> drain(window));
		this.api.awaitAttempts(2, 1);
		this.api.awaitAttempts(3, 1);
		draining.await(() -> this.draws.get() >= 2).awaitWaiting();
		assertThat(this.draws).hasValue(2);
		this.api.release();
		assertThat(draining.get()).hasSize(6_000);
		assertThat(this.draws).hasValue(11);
	}

	@Test
	void nextWhenStoppedSendsNothingNewAndHandsOnWhatIsInFlight() throws InterruptedException {
		block(2, 100);
		this.api.holdBack(2);
		this.api.holdBack(3);
		InFlightWindow window = open(2);
		SideThread<List<Decision>> draining = SideThread.start(() -> drain(window));
		this.api.awaitAttempts(2, 1);
		this.api.awaitAttempts(3, 1);
		stop();
		this.api.release();
		assertThat(lines(draining.get())).containsExactlyInAnyOrder(2L, 3L);
		assertThat(this.api.created).containsExactlyInAnyOrder(2L, 3L);
		assertThat(window.unsettled()).isEmpty();
	}

	@Test
	void nextWhenStoppedWhileRowsBackOffDoesNotWaitForThem() throws InterruptedException {
		block(2, 2);
		this.random = LONG;
		this.api.fail(2, 425);
		InFlightWindow window = open(1);
		SideThread<List<Decision>> draining = SideThread.start(() -> drain(window));
		this.api.awaitAttempts(2, 1);
		draining.awaitWaiting();
		stop();
		assertThat(draining.get()).isEmpty();
	}

	@Test
	void nextWhenStoppedBeforeTheStartDrawsNothing() {
		block(2, 3);
		stop();
		InFlightWindow window = open(2);
		assertThat(next(window)).isNull();
		assertThat(this.draws).hasValue(0);
		assertThat(window.unsettled()).isEmpty();
	}

	@Test
	void nextWhenWhatIsInFlightIsNotAnsweredInTimeReturnsNull() throws InterruptedException {
		block(2, 3);
		this.api.fail(2, 425);
		this.api.holdBack(2);
		InFlightWindow window = open(1, Duration.ofMillis(1), this::draw);
		SideThread<List<Decision>> draining = SideThread.start(() -> drain(window));
		this.api.awaitAttempts(2, 2);
		stop();
		assertThat(draining.get()).isEmpty();
		assertThat(window.unsettled()).containsExactly(new UnsettledRow(2, 2, MARK));
	}

	@Test
	void unsettledWhenARowIsDecidedTooLateHasItInDoubt() throws InterruptedException {
		block(2, 2);
		this.api.holdBack(2);
		InFlightWindow window = open(1, Duration.ofMillis(1), this::draw);
		SideThread<List<Decision>> draining = SideThread.start(() -> drain(window));
		this.api.awaitAttempts(2, 1);
		stop();
		assertThat(draining.get()).isEmpty();
		this.api.release();
		this.api.joinSenders();
		assertThat(window.unsettled()).containsExactly(new UnsettledRow(2, 1, MARK));
	}

	@Test
	void unsettledWhenDecisionsHaveNotBeenAskedForHasTheirRowsInDoubt() {
		block(2, 6);
		this.api.onCreate = (line) -> {
			if (line == 6) {
				stop();
			}
		};
		InFlightWindow window = open(1);
		assertThat(next(window)).returns(2L, Decision::line);
		this.api.awaitAttempts(6, 1);
		assertThat(next(window)).returns(3L, Decision::line);
		assertThat(window.unsettled()).extracting(UnsettledRow::line).containsExactlyInAnyOrder(4L, 5L, 6L);
		assertThat(window.unsettled()).allMatch((row) -> MARK.equals(row.doubtSince()) && row.attempts() == 1);
	}

	@Test
	void unsettledReportsRowsThatLeftWithTheirDoubtAndAttemptsAndNoOthers() {
		this.blocks.add(new InFlightWindow.Block(
				List.of(new UndecidedRow(2, wanted(2), 0, List.of()), new UndecidedRow(3, wanted(3), 4, List.of()),
						new UndecidedRow(4, wanted(4), 2, EARLIER), new UndecidedRow(5, wanted(5), 1, List.of()),
						new UndecidedRow(6, wanted(6), 0, List.of()), new UndecidedRow(7, wanted(7), 1, EARLIER)),
				MARK));
		this.random = LONG;
		this.api.fail(2, 425);
		this.api.fail(3, 500);
		this.api.fail(4, 500);
		this.api.fail(5, 401);
		this.api.onCreate = (line) -> {
			if (line == 6) {
				stop();
			}
		};
		InFlightWindow window = open(1);
		assertThat(lines(drain(window))).containsExactly(6L);
		assertThat(window.unsettled()).containsExactlyInAnyOrder(new UnsettledRow(2, 1, null),
				new UnsettledRow(3, 5, MARK), new UnsettledRow(4, 3, MARK));
	}

	@Test
	void nextWhenASenderMeetsADefectHandsOnWhatIsDecidedAndThrowsIt() {
		block(2, 50);
		this.api.onCreate = (line) -> {
			if (line == 4) {
				throw new IllegalArgumentException("a defect");
			}
		};
		InFlightWindow window = open(1);
		assertThat(next(window)).returns(2L, Decision::line);
		assertThat(next(window)).returns(3L, Decision::line);
		assertThatIllegalArgumentException().isThrownBy(() -> next(window)).withMessage("a defect");
		assertThatIllegalArgumentException().isThrownBy(() -> next(window)).withMessage("a defect");
		assertThat(this.api.created).containsExactly(2L, 3L, 4L);
		assertThat(window.unsettled()).containsExactly(new UnsettledRow(4, 1, MARK));
		assertThat(this.stop.reason()).as("so that the gate lets nothing leave").contains(StopReason.FAILURE);
	}

	@Test
	void nextWhenASenderMeetsADefectHasTheOthersSendNothingNew() throws InterruptedException {
		block(2, 50);
		this.api.holdBack(2);
		this.api.onCreate = (line) -> {
			if (line == 3) {
				throw new IllegalArgumentException("a defect");
			}
		};
		InFlightWindow window = open(2);
		SideThread<Decision> asking = SideThread.start(() -> next(window));
		this.api.awaitAttempts(2, 1);
		this.api.awaitAttempts(3, 1);
		this.api.joinSenderOf(3);
		this.api.release();
		assertThat(asking.get()).returns(2L, Decision::line);
		assertThatIllegalArgumentException().isThrownBy(() -> next(window)).withMessage("a defect");
		assertThat(this.api.created).containsExactlyInAnyOrder(2L, 3L);
	}

	@Test
	void nextWhenASenderMeetsAnErrorThrowsIt() {
		block(2, 2);
		this.api.onCreate = (line) -> {
			throw new StackOverflowError("an error");
		};
		InFlightWindow window = open(2);
		assertThatExceptionOfType(StackOverflowError.class).isThrownBy(() -> next(window)).withMessage("an error");
	}

	@Test
	void nextWhenTheSourceFailsThrowsThat() {
		InFlightWindow window = open(2, AMPLE, () -> {
			throw new IllegalArgumentException("no block");
		});
		assertThatIllegalArgumentException().isThrownBy(() -> next(window)).withMessage("no block");
	}

	@Test
	void nextWhenInterruptedThrowsAndStaysInterrupted() throws InterruptedException {
		block(2, 2);
		this.api.holdBack(2);
		InFlightWindow window = open(1);
		SideThread<Boolean> asking = SideThread.start(() -> {
			assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> next(window));
			return Thread.currentThread().isInterrupted();
		});
		this.api.awaitAttempts(2, 1);
		asking.interrupt();
		assertThat(asking.get()).isTrue();
	}

	@Test
	void closeWhenAllIsDecidedEndsTheSenders() throws InterruptedException {
		block(2, 41);
		CyclicBarrier full = new CyclicBarrier(4);
		this.api.onCreate = (line) -> await(full);
		InFlightWindow window = open(4);
		drain(window);
		window.close();
		this.api.joinSenders();
	}

	@Test
	void closeWhenRowsAreWaitingEndsTheSendersWithoutSendingThem() throws InterruptedException {
		block(2, 100);
		this.api.holdBack(3);
		InFlightWindow window = open(1);
		assertThat(next(window)).returns(2L, Decision::line);
		this.api.awaitAttempts(3, 1);
		window.close();
		this.api.release();
		this.api.joinSenders();
		assertThat(this.api.created).containsExactly(2L, 3L);
	}

	private InFlightWindow open(int senders) {
		return open(senders, AMPLE, this::draw);
	}

	private InFlightWindow open(int senders, Duration grace, InFlightWindow.Source source) {
		return open(new WindowLimits(senders, grace, 1, AMPLE), source);
	}

	private InFlightWindow open(WindowLimits limits, InFlightWindow.Source source) {
		BindingPlacer placer = new BindingPlacer(this.api, OnConflict.FAIL, new NoJournal(), new RequestMeter(),
				TestOutageDetector.idleProbe(this.api, this.stop), TestBindings.clockAtTheMark());
		InFlightWindow window = new InFlightWindow(placer, new RetryRules(8, this.random), this.stop, limits, source,
				this.reported::add);
		this.windows.add(window);
		return window;
	}

	private InFlightWindow.Block draw() {
		this.draws.incrementAndGet();
		InFlightWindow.Block block = this.blocks.poll();
		return (block != null) ? block : new InFlightWindow.Block(List.of(), MARK);
	}

	private void block(long from, long to) {
		this.blocks.add(new InFlightWindow.Block(
				range(from, to).stream().map((line) -> new UndecidedRow(line, wanted(line), 0, List.of())).toList(),
				MARK));
	}

	private void stop() {
		this.stop.stop(new StopReason(Kind.SIGNAL, "Stopped by SIGINT."));
	}

	private static List<Decision> drain(InFlightWindow window) {
		List<Decision> decisions = new ArrayList<>();
		Decision decision = next(window);
		while (decision != null) {
			decisions.add(decision);
			decision = next(window);
		}
		return decisions;
	}

	private static @Nullable Decision next(InFlightWindow window) {
		return nextBatch(window).stream().findFirst().orElse(null);
	}

	private static List<Decision> nextBatch(InFlightWindow window) {
		List<Decision> told = new ArrayList<>();
		assertThat(window.next(told::add)).isEqualTo(told);
		return told;
	}

	private static List<Long> range(long from, long to) {
		return LongStream.rangeClosed(from, to).boxed().toList();
	}

	private static List<Long> lines(List<Decision> decisions) {
		return decisions.stream().map(Decision::line).toList();
	}

	private static void await(CyclicBarrier barrier) {
		try {
			barrier.await();
		}
		catch (InterruptedException | BrokenBarrierException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
