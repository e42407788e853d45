package org.rolebindings.job.compare;

import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;

import org.rolebindings.binding.ResourceType;

/**
 * Tells while a listing goes on how many rows it has found, in 7 MB however many rows
 * there are: of more than 100,000 rows it knows a sample. What it tells is good enough to
 * go on or to give up; no row is decided by it.
 */
final class RowPrints {

	private static final int MOST_KNOWN = 100_000;

	private static final int PLACES = 1 << 18;

	private static final int BITS = 1 << 24;

	private static final long FNV_OFFSET = 0xcbf29ce484222325L;

	private static final long FNV_PRIME = 0x100000001b3L;

	private final int sampleShift;

	/** The print of a slot, 0 if the place is free, and that of the role in it. */
	private final long[] slots = new long[PLACES];

	private final long[] roles = new long[PLACES];

	private final BitSet found = new BitSet(PLACES);

	/** A bit for each slot that a row is about, and which others may share. */
	private final BitSet wanted = new BitSet(BITS);

	private final Map<ResourceType, Long> rows = new EnumMap<>(ResourceType.class);

	private int known;

	/**
	 * Prepares for rows.
	 * @param most how many rows there are at most
	 */
	RowPrints(long most) {
		int shift = 0;
		while (most >>> shift > MOST_KNOWN) {
			shift++;
		}
		this.sampleShift = shift;
	}

	void add(SlotEntry row) {
		this.rows.merge(row.type(), 1L, Long::sum);
		long slot = print(row.slot());
		this.wanted.set(bit(slot));
		// A sample is never much larger than it should be; if it is, the rest is unknown
		if (isSampled(slot) && this.known < PLACES / 2) {
			int place = place(slot);
			this.slots[place] = slot;
			this.roles[place] = print(row.role());
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
	boolean mayWant(SlotEntry listed) {
		return this.wanted.get(bit(print(listed.slot())));
	}

	/**
	 * Counts what was listed.
	 * @return how many rows are found with it, 0 if it is not in the sample, has another
	 * role, or was found before
	 */
	long find(SlotEntry listed) {
		long slot = print(listed.slot());
		if (!isSampled(slot)) {
			return 0;
		}
		int place = place(slot);
		if (this.slots[place] != slot || this.roles[place] != print(listed.role()) || this.found.get(place)) {
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

	/** FNV-1a, whose bits are then spread over all places; never 0. */
	private static long print(byte[] bytes) {
		long hash = FNV_OFFSET;
		for (byte b : bytes) {
			hash = (hash ^ (b & 0xff)) * FNV_PRIME;
		}
		hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
		hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
		hash ^= hash >>> 33;
		return (hash != 0) ? hash : 1;
	}

}
