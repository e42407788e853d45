package org.rolebindings.sandbox;

import java.util.concurrent.atomic.AtomicLong;

/** Numbers the requests. */
final class RequestIds {

	static final String HEADER = "X-Request-Id";

	private final AtomicLong count = new AtomicLong();

	String next() {
		return "sandbox-" + this.count.incrementAndGet();
	}

	long count() {
		return this.count.get();
	}

}
