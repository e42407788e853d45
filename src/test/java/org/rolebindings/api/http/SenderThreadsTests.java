package org.rolebindings.api.http;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import static org.assertj.core.api.Assertions.assertThat;

/** The threads of the senders. */
class SenderThreadsTests {

	/** More than any machine has processors for. */
	private static final int MANY = 1_000;

	private static final long FEW_ROWS = 49_999;

	private static final long MANY_ROWS = 50_000;

	@Test
	void eachSenderHasOneOfItsOwnHoweverManyThereAre() throws Exception {
		Executor threads = SenderThreads.create(MANY_ROWS);
		CountDownLatch allThere = new CountDownLatch(MANY);
		List<CompletableFuture<Boolean>> meetings = Stream.generate(() -> meet(threads, allThere)).limit(MANY).toList();

		for (CompletableFuture<Boolean> meeting : meetings) {
			assertThat(meeting.get(1, TimeUnit.MINUTES)).isTrue();
		}
	}

	private static CompletableFuture<Boolean> meet(Executor threads, CountDownLatch allThere) {
		return CompletableFuture.supplyAsync(() -> {
			allThere.countDown();
			try {
				return allThere.await(1, TimeUnit.MINUTES);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				return false;
			}
		}, threads);
	}

	@Test
	void theyAreNamedAndKeepNoProgramAlive() throws Exception {
		Thread thread = threadOfASender();

		assertThat(thread.getName()).isEqualTo("sender-1");
		assertThat(thread.isDaemon()).isTrue();
	}

	@Test
	@EnabledForJreRange(max = JRE.JAVA_23)
	void theyAreThoseOfTheSystemWhereAVirtualOneMayHoldUpOthers() throws Exception {
		assertThat(threadOfASender().toString()).startsWith("Thread[");
	}

	@Test
	void theyAreThoseOfTheSystemForFewRows() throws Exception {
		assertThat(threadOfASender(FEW_ROWS).toString()).startsWith("Thread[");
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_24)
	void theyAreVirtualWhereThatHoldsUpNobody() throws Exception {
		assertThat(threadOfASender().toString()).startsWith("VirtualThread[");
	}

	@Test
	void halfOfTheProcessorsAreLeftToOthers() throws Exception {
		threadOfASender();

		assertThat(System.getProperty(SenderThreads.CARRIERS))
			.isEqualTo(String.valueOf(Math.max(1, Runtime.getRuntime().availableProcessors() / 2)));
	}

	private static Thread threadOfASender() throws Exception {
		return threadOfASender(MANY_ROWS);
	}

	private static Thread threadOfASender(long rows) throws Exception {
		return CompletableFuture.supplyAsync(Thread::currentThread, SenderThreads.create(rows))
			.get(1, TimeUnit.MINUTES);
	}

}
