package org.rolebindings.api;

import java.util.HashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Where a listing has been, so that one that goes round in a circle is noticed: at once
 * among the first cursors, and later within as many pages as the circle has, for which no
 * more than one cursor need be kept (Brent's algorithm).
 */
final class CursorTrail {

	private static final int REMEMBERED = 10_000;

	private final Set<String> first = new HashSet<>();

	private @Nullable String milestone;

	private long sinceMilestone;

	private long nextMilestone = 1;

	/** Notes where the listing goes on, and tells whether it has been there. */
	boolean hasBeenAt(String cursor) {
		if (this.first.size() < REMEMBERED) {
			return !this.first.add(cursor);
		}
		if (cursor.equals(this.milestone) || this.first.contains(cursor)) {
			return true;
		}
		this.sinceMilestone++;
		if (this.sinceMilestone == this.nextMilestone) {
			this.milestone = cursor;
			this.sinceMilestone = 0;
			this.nextMilestone *= 2;
		}
		return false;
	}

}
