package org.rolebindings.sandbox.wire;

import java.util.concurrent.atomic.AtomicLong;

/** Numbers the requests. */
public final class RequestIds {

	public static final String HEADER = "X-Request-Id";

	private final AtomicLong count = new AtomicLong();

	public String next() {
		return "sandbox-" + this.count.incrementAndGet();
	}

	public long count() {
		return this.count.get();
	}

}
