package org.rolebindings.job.compare;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Comparator;

import org.rolebindings.binding.Binding;
import org.rolebindings.binding.ExistingBinding;
import org.rolebindings.binding.Id;
import org.rolebindings.binding.ResourceType;
import org.rolebindings.binding.UndecidedRow;
import org.rolebindings.binding.WantedLine;
import org.rolebindings.job.scratch.RecordFormat;
import org.rolebindings.listing.ListedBinding;

/**
 * A row, or a listed binding, with its user and resource. They are identities, so that
 * spelling makes no difference.
 *
 * @param slot the resource type, the user and the resource; there is at most one binding
 * for a slot
 * @param role the role as it was written
 * @param line the row's line, or 0 for a listed binding
 * @param text the row's user as it was written, or the id of the listed binding
 * @param askedAt when the listed binding was requested, in nanoseconds of a monotonic
 * clock; 0 for a row
 */
@SuppressWarnings("ArrayRecordComponent") // compared by what sorts it
record SlotEntry(byte[] slot, String role, long line, String text, long askedAt) {

	/**
	 * In a slot, listed bindings come first, by the time of their request, and then rows.
	 */
	static final Comparator<SlotEntry> ORDER = (one, other) -> {
		int slots = Arrays.compareUnsigned(one.slot, other.slot);
		int lines = (slots != 0) ? slots : Long.compare(one.line, other.line);
		return (lines != 0) ? lines : Long.compare(one.askedAt, other.askedAt);
	};

	static final RecordFormat<SlotEntry> FORMAT = new Format();

	private static final byte SPACE = 'S';

	private static final byte PROJECT = 'P';

	/** The type's mark comes before the user's length. */
	private static final int USER_LENGTH_AT = 1;

	static SlotEntry of(UndecidedRow row) {
		return of(row.binding(), row.line(), row.binding().userId().text(), 0);
	}

	static SlotEntry of(ListedBinding listed, long askedAt) {
		return of(listed.binding(), 0, listed.id(), askedAt);
	}

	private static SlotEntry of(Binding binding, long line, String text, long askedAt) {
		byte[] wanted = WantedLine.of(line, binding).slot();
		byte[] slot = new byte[USER_LENGTH_AT + wanted.length];
		slot[0] = mark(binding.resourceType());
		System.arraycopy(wanted, 0, slot, USER_LENGTH_AT, wanted.length);
		return new SlotEntry(slot, binding.roleId().text(), line, text, askedAt);
	}

	boolean isListed() {
		return this.line == 0;
	}

	ResourceType type() {
		return (this.slot[0] == SPACE) ? ResourceType.SPACE : ResourceType.PROJECT;
	}

	private static byte mark(ResourceType type) {
		return switch (type) {
			case SPACE -> SPACE;
			case PROJECT -> PROJECT;
		};
	}

	/** Returns the user as the row has it. */
	Id user() {
		return Id.parse(this.text).orElseThrow();
	}

	boolean isInSlotOf(SlotEntry other) {
		return Arrays.equals(this.slot, other.slot);
	}

	/** Returns the result for a row in the slot of this listed binding. */
	ListedMatch matchOf(SlotEntry row) {
		ExistingBinding existing = new ExistingBinding(this.text, this.role);
		// Most roles are spelled alike, and need not be parsed again
		boolean sameRole = this.role.equals(row.role) || existing.hasRole(Id.parse(row.role).orElseThrow());
		return new ListedMatch(row.line, existing, sameRole, this.askedAt);
	}

	/**
	 * Returns whether both have the same user and type. Sorted, such entries are
	 * neighbours.
	 */
	boolean isOfUserOf(SlotEntry other) {
		int end = userEnd();
		return end == other.userEnd() && Arrays.equals(this.slot, 0, end, other.slot, 0, end);
	}

	private int userEnd() {
		return USER_LENGTH_AT + Integer.BYTES + ByteBuffer.wrap(this.slot).getInt(USER_LENGTH_AT);
	}

	private static final class Format implements RecordFormat<SlotEntry> {

		/** The objects around the bytes. */
		private static final int OVERHEAD = 136;

		@Override
		public void write(DataOutput out, SlotEntry entry) throws IOException {
			RecordFormat.write(out, entry.slot);
			RecordFormat.write(out, entry.role);
			out.writeLong(entry.line);
			RecordFormat.write(out, entry.text);
			out.writeLong(entry.askedAt);
		}

		@Override
		public SlotEntry read(DataInput in) throws IOException {
			return new SlotEntry(RecordFormat.readBytes(in), RecordFormat.readText(in), in.readLong(),
					RecordFormat.readText(in), in.readLong());
		}

		@Override
		public int sizeInMemory(SlotEntry entry) {
			return OVERHEAD + entry.slot.length + 2 * (entry.role.length() + entry.text.length());
		}

	}

}
