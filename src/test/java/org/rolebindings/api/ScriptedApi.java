package org.rolebindings.api;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Binding;
import org.rolebindings.binding.Id;
import org.rolebindings.binding.ResourceType;

/**
 * An API without a server that knows a row by its user, and creates every binding unless
 * a test says otherwise for its line.
 */
public final class ScriptedApi extends FakeApi {

	/** The lines for which there was a create, in the order in which they came. */
	public final List<Long> created = new CopyOnWriteArrayList<>();

	public LongConsumer onCreate = (line) -> {
	};

	public boolean listingFails;

	private final Map<Long, Queue<Integer>> failures = new ConcurrentHashMap<>();

	private final Map<Long, CountDownLatch> held = new ConcurrentHashMap<>();

	private final Map<Long, AtomicInteger> attempts = new ConcurrentHashMap<>();

	private final Map<Long, Thread> senders = new ConcurrentHashMap<>();

	public static Binding wanted(long line) {
		return TestBindings.wanted(TestBindings.ROLE, "Usr" + line, TestBindings.SPACE);
	}

	/** Has the first creates of a line answered with these statuses. */
	public void fail(long line, Integer... statuses) {
		this.failures.put(line, new ArrayDeque<>(List.of(statuses)));
	}

	/** Leaves the creates of a line unanswered until it is released; failures first. */
	public void holdBack(long line) {
		this.held.put(line, new CountDownLatch(1));
	}

	public void release() {
		this.held.values().forEach(CountDownLatch::countDown);
	}

	/** Waits until there have been so many creates of a line. */
	public void awaitAttempts(long line, int times) {
		AtomicInteger attempts = attempts(line);
		while (attempts.get() < times) {
			Thread.onSpinWait();
		}
	}

	/** Waits until all threads that have created something have ended. */
	public void joinSenders() throws InterruptedException {
		for (Thread sender : this.senders.values()) {
			sender.join();
		}
	}

	/** Waits until the thread that has created something for a line has ended. */
	public void joinSenderOf(long line) throws InterruptedException {
		Objects.requireNonNull(this.senders.get(line)).join();
	}

	@Override
	public RoleBinding create(CreateRoleBindingRequest request) {
		long line = Long.parseLong(request.userId().substring("Usr".length()));
		this.senders.put(line, Thread.currentThread());
		this.created.add(line);
		attempts(line).incrementAndGet();
		this.onCreate.accept(line);
		Queue<Integer> statuses = this.failures.get(line);
		if (statuses != null && !statuses.isEmpty()) {
			throw new ApiException(statuses.remove(), "", null, null, null);
		}
		awaitRelease(line);
		return new RoleBinding("b" + line, request.roleId(), request.userId(), request.resourceType(),
				request.resourceId(), TestBindings.MARKED_AT, TestBindings.MARKED_AT);
	}

	@Override
	public RoleBindingPage list(ResourceType resourceType, @Nullable Id user, int limit, @Nullable String cursor) {
		if (this.listingFails) {
			throw new ApiException(500, "", null, null, null);
		}
		return new RoleBindingPage(List.of(), new Pagination(false, null));
	}

	private void awaitRelease(long line) {
		CountDownLatch latch = this.held.get(line);
		try {
			if (latch != null) {
				latch.await();
			}
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private AtomicInteger attempts(long line) {
		return this.attempts.computeIfAbsent(line, (key) -> new AtomicInteger());
	}

}
