package org.rolebindings.sandbox.bindings;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The bindings as they were a while ago: what lists show if reading lags behind writing.
 * It is not safe for use by two threads.
 */
public final class LaggingIndex {

	private final long lag;

	private final LongSupplier nanoTime;

	private final BindingIndex index = new BindingIndex();

	private final Deque<Write> pending = new ArrayDeque<>();

	/**
	 * Creates an empty index.
	 * @param lag how long a write does not show
	 * @param nanoTime a clock like {@link System#nanoTime()}
	 */
	public LaggingIndex(Duration lag, LongSupplier nanoTime) {
		this.lag = lag.toNanos();
		this.nanoTime = nanoTime;
	}

	/** Adds a binding that shows at once. */
	void add(StoredBinding binding) {
		this.index.put(binding);
	}

	void write(Consumer<BindingIndex> change) {
		this.pending.add(new Write(this.nanoTime.getAsLong() + this.lag, change));
	}

	/** The bindings as they were. */
	BindingIndex read() {
		long now = this.nanoTime.getAsLong();
		while (!this.pending.isEmpty() && now - this.pending.getFirst().showsAt() >= 0) {
			this.pending.removeFirst().change().accept(this.index);
		}
		return this.index;
	}

	private record Write(long showsAt, Consumer<BindingIndex> change) {
	}

}
