package org.rolebindings.sandbox;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

import org.jspecify.annotations.Nullable;

/** A clock that shows the time it is set to, or the machine's. */
final class SettableClock extends Clock {

	private volatile @Nullable Instant instant;

	/** Shows this time from now on; the time of the machine if it is {@code null}. */
	void set(@Nullable Instant instant) {
		this.instant = instant;
	}

	@Override
	public Instant instant() {
		Instant shown = this.instant;
		return (shown != null) ? shown : Instant.now();
	}

	@Override
	public ZoneId getZone() {
		return ZoneOffset.UTC;
	}

	@Override
	public Clock withZone(ZoneId zone) {
		throw new UnsupportedOperationException();
	}

}
