package org.rolebindings.job.compare;

import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;

import org.rolebindings.binding.Binding;
import org.rolebindings.binding.ResourceType;

/**
 * Tells while a listing goes on how many rows it has found, in 7 MB however many rows
 * there are: of more than 100,000 rows it knows a sample. What it tells is good enough to
 * go on or to give up; no row is decided by it.
 */
final class ListingEstimate {

	private static final int MOST_KNOWN = 100_000;

	private static final int PLACES = 1 << 18;

	private static final int BITS = 1 << 24;

	private final int sampleShift;

	/** The hash of a slot, 0 if the place is free, and that of the binding in it. */
	private final long[] slots = new long[PLACES];

	private final long[] bindings = new long[PLACES];

	private final BitSet found = new BitSet(PLACES);

	/** A bit for each slot that a row is about, and which others may share. */
	private final BitSet wanted = new BitSet(BITS);

	private final Map<ResourceType, Long> rows = new EnumMap<>(ResourceType.class);

	private int known;

	/**
	 * Prepares for rows.
	 * @param most how many rows there are at most
	 */
	ListingEstimate(long most) {
		int shift = 0;
		while (most >>> shift > MOST_KNOWN) {
			shift++;
		}
		this.sampleShift = shift;
	}

	/** Adds what a row wants. */
	void add(Binding wanted) {
		this.rows.merge(wanted.resourceType(), 1L, Long::sum);
		long slot = slot(wanted);
		this.wanted.set(bit(slot));
		// A sample is never much larger than it should be; if it is, the rest is unknown
		if (isSampled(slot) && this.known < PLACES / 2) {
			int place = place(slot);
			this.slots[place] = slot;
			this.bindings[place] = wanted.hash();
			this.known++;
		}
	}

	/** How many rows are about this type. */
	long rows(ResourceType type) {
		return this.rows.getOrDefault(type, 0L);
	}

	long rows() {
		return this.rows.values().stream().mapToLong(Long::longValue).sum();
	}

	/** Whether a row may be about the slot; if not, none is. */
	boolean mayWant(Binding listed) {
		return this.wanted.get(bit(slot(listed)));
	}

	/**
	 * Counts what was listed.
	 * @return how many rows are found with it, 0 if it is not in the sample, has another
	 * role, or was found before
	 */
	long find(Binding listed) {
		long slot = slot(listed);
		if (!isSampled(slot)) {
			return 0;
		}
		int place = place(slot);
		if (this.slots[place] != slot || this.bindings[place] != listed.hash() || this.found.get(place)) {
			return 0;
		}
		this.found.set(place);
		return 1L << this.sampleShift;
	}

	/** Where a slot is, or would be. */
	private int place(long slot) {
		int place = (int) slot & (PLACES - 1);
		while (this.slots[place] != 0 && this.slots[place] != slot) {
			place = (place + 1) & (PLACES - 1);
		}
		return place;
	}

	private boolean isSampled(long slot) {
		return this.sampleShift == 0 || slot >>> (Long.SIZE - this.sampleShift) == 0;
	}

	private static int bit(long slot) {
		return (int) (slot >>> 18) & (BITS - 1);
	}

	/** Never 0. */
	private static long slot(Binding binding) {
		long hash = binding.slotHash();
		return (hash != 0) ? hash : 1;
	}

}
