package org.rolebindings.job.compare;

import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;

import org.rolebindings.binding.Binding;
import org.rolebindings.binding.ResourceType;

/**
 * Estimates during a listing how many rows it has found, in 7 MB of memory for any number
 * of rows. From more than 100,000 rows it takes a sample. The estimate only decides
 * whether the listing goes on. It decides no row.
 */
final class ListingEstimate {

	private static final int LARGEST_SAMPLE = 100_000;

	private static final int TABLE_SIZE = 1 << 18;

	private static final int FILTER_BITS = 1 << 24;

	private final int sampleShift;

	/**
	 * A hash table of the sample. An entry has the hash of a slot, or 0 if it is free,
	 * and in {@link #bindings} the hash of the binding in the slot.
	 */
	private final long[] slots = new long[TABLE_SIZE];

	private final long[] bindings = new long[TABLE_SIZE];

	private final BitSet found = new BitSet(TABLE_SIZE);

	/**
	 * A Bloom filter with one hash: a bit for each slot of a row. Other slots may share
	 * the bit.
	 */
	private final BitSet wanted = new BitSet(FILTER_BITS);

	private final Map<ResourceType, Long> rows = new EnumMap<>(ResourceType.class);

	private int sampled;

	/**
	 * Prepares for rows.
	 * @param most the most rows
	 */
	ListingEstimate(long most) {
		int shift = 0;
		while (most >>> shift > LARGEST_SAMPLE) {
			shift++;
		}
		this.sampleShift = shift;
	}

	/** Adds a row. */
	void add(Binding wanted) {
		this.rows.merge(wanted.resourceType(), 1L, Long::sum);
		long slot = slot(wanted);
		this.wanted.set(bit(slot));
		// The table stays half empty even if the sample is larger than expected
		if (isSampled(slot) && this.sampled < TABLE_SIZE / 2) {
			int index = index(slot);
			this.slots[index] = slot;
			this.bindings[index] = wanted.hash();
			this.sampled++;
		}
	}

	/** Returns how many rows have this type. */
	long rows(ResourceType type) {
		return this.rows.getOrDefault(type, 0L);
	}

	long rows() {
		return this.rows.values().stream().mapToLong(Long::longValue).sum();
	}

	/**
	 * Returns whether a row may have the slot of a binding; {@code false} means that no
	 * row has it.
	 */
	boolean mayWant(Binding listed) {
		return this.wanted.get(bit(slot(listed)));
	}

	/**
	 * Counts a listed binding.
	 * @return about how many rows it stands for; 0 if it is not in the sample, has
	 * another role, or was found before
	 */
	long find(Binding listed) {
		long slot = slot(listed);
		if (!isSampled(slot)) {
			return 0;
		}
		int index = index(slot);
		if (this.slots[index] != slot || this.bindings[index] != listed.hash() || this.found.get(index)) {
			return 0;
		}
		this.found.set(index);
		return 1L << this.sampleShift;
	}

	/** Returns the index of the entry that a slot has or would get. */
	private int index(long slot) {
		int index = (int) slot & (TABLE_SIZE - 1);
		while (this.slots[index] != 0 && this.slots[index] != slot) {
			index = (index + 1) & (TABLE_SIZE - 1);
		}
		return index;
	}

	private boolean isSampled(long slot) {
		return this.sampleShift == 0 || slot >>> (Long.SIZE - this.sampleShift) == 0;
	}

	private static int bit(long slot) {
		return (int) (slot >>> 18) & (FILTER_BITS - 1);
	}

	/** Returns the hash of a slot, which is never 0. */
	private static long slot(Binding binding) {
		long hash = binding.slotHash();
		return (hash != 0) ? hash : 1;
	}

}
