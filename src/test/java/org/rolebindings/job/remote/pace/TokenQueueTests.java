package org.rolebindings.job.remote.pace;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rolebindings.api.SideThread;
import org.rolebindings.store.pace.RateBucket.Tokens;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link TokenQueue}, in simulated time. */
@Timeout(60)
class TokenQueueTests {

	private static final long MS = Duration.ofMillis(1).toNanos();

	/** Close to where a nanosecond clock turns negative, as it may. */
	private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 150 * MS);

	private volatile boolean ended;

	private final TokenQueue queue = new TokenQueue(20, () -> this.ended, this.now::get);

	@Test
	void awaitWhenTheTimeHasComeUsesTheToken() throws InterruptedException {
		add(this.now.get() - 5 * MS, this.now.get());
		assertThat(this.queue.await()).isTrue();
		assertThat(this.queue.await()).isTrue();
		assertThatNothingIsLeft();
	}

	@Test
	void awaitWhenATokenIsTooOldLeavesIt() throws InterruptedException {
		add(this.now.get() - 200 * MS, this.now.get() - 5 * MS - 1, this.now.get());
		assertThat(this.queue.await()).isTrue();
		assertThatNothingIsLeft();
	}

	private void assertThatNothingIsLeft() throws InterruptedException {
		SideThread<Boolean> waiting = SideThread.start(this.queue::await).awaitWaiting();
		this.ended = true;
		this.queue.wakeAll();
		assertThat(waiting.get()).isFalse();
	}

	@Test
	void awaitWhenTokensComeWakes() throws InterruptedException {
		SideThread<Boolean> waiting = SideThread.start(this.queue::await).awaitWaiting();
		add(this.now.get());
		assertThat(waiting.get()).isTrue();
	}

	@Test
	void awaitNeedWhenNobodyWaitsTakesNothing() throws InterruptedException {
		SideThread<Integer> taking = SideThread.start(() -> this.queue.awaitNeed(() -> 0)).awaitWaiting();
		this.ended = true;
		this.queue.wakeAll();
		assertThat(taking.get()).isZero();
	}

	@Test
	void awaitNeedWhenARequestComesTakesSome() throws InterruptedException {
		int[] waiting = new int[1];
		SideThread<Integer> taking = SideThread.start(() -> this.queue.awaitNeed(() -> waiting[0])).awaitWaiting();
		waiting[0] = 1;
		this.queue.requestWaits(1);
		assertThat(taking.get()).isEqualTo(2);
	}

	@Test
	void awaitNeedTakesNoMoreThanAFrame() throws InterruptedException {
		assertThat(this.queue.awaitNeed(() -> 100)).isEqualTo(20);
	}

	@Test
	void awaitNeedCountsWhatWasUsed() throws InterruptedException {
		assertThat(this.queue.awaitNeed(() -> 1)).isEqualTo(2);
		long first = this.now.get();
		this.queue.add(new Tokens(List.of(first, first, first), first + 60 * MS, first + 60 * MS));
		for (int i = 0; i < 3; i++) {
			assertThat(this.queue.await()).isTrue();
		}
		this.now.addAndGet(200 * MS);
		assertThat(this.queue.awaitNeed(() -> 4)).as("as many as are likely to be used, because they are scarce")
			.isEqualTo(7);
	}

	@Test
	void awaitNeedAsksAgainBeforeTheLastTokenIsEarned() throws InterruptedException {
		assertThat(this.queue.awaitNeed(() -> 5)).isEqualTo(10);
		long asked = this.now.get();
		this.queue.add(new Tokens(List.of(), asked, asked + 300 * MS));
		SideThread<Integer> taking = SideThread.start(() -> this.queue.awaitNeed(() -> 5)).awaitWaiting();
		this.now.set(asked + 199 * MS);
		this.queue.requestWaits(1);
		taking.awaitWaiting();
		assertThat(taking.isDone()).isFalse();
		this.now.set(asked + 200 * MS);
		this.queue.requestWaits(1);
		assertThat(taking.get()).isEqualTo(10);
	}

	private void add(Long... departures) {
		List<Long> sorted = new ArrayList<>(List.of(departures));
		this.queue.add(new Tokens(sorted, this.now.get(), this.now.get()));
	}

}
