package org.rolebindings.job.export;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;

import org.rolebindings.api.RoleBinding;
import org.rolebindings.binding.Id;
import org.rolebindings.binding.ResourceType;
import org.rolebindings.csv.CsvText;
import org.rolebindings.job.scratch.RecordFormat;

/**
 * A binding as the server lists it.
 *
 * @param number counts what is listed, so that the latest of several is known
 * @param id the binding's id; if the server leaves it out, what the binding is for
 */
record ListedRow(long number, String id, String roleId, String userId, ResourceType type, String resourceId) {

	/** Sorts the bindings of a resource together, and then those of an id. */
	static final Comparator<ListedRow> BY_PLACE = Comparator.comparing(ListedRow::type)
		.thenComparing(ListedRow::resourceId)
		.thenComparing(ListedRow::id)
		.thenComparing(ListedRow::number);

	static final RecordFormat<ListedRow> FORMAT = new RecordFormat<>() {

		private static final int OVERHEAD = 300;

		@Override
		public void write(DataOutput out, ListedRow row) throws IOException {
			out.writeLong(row.number);
			RecordFormat.write(out, row.id);
			RecordFormat.write(out, row.roleId);
			RecordFormat.write(out, row.userId);
			out.writeBoolean(row.type == ResourceType.SPACE);
			RecordFormat.write(out, row.resourceId);
		}

		@Override
		public ListedRow read(DataInput in) throws IOException {
			return new ListedRow(in.readLong(), RecordFormat.readText(in), RecordFormat.readText(in),
					RecordFormat.readText(in), in.readBoolean() ? ResourceType.SPACE : ResourceType.PROJECT,
					RecordFormat.readText(in));
		}

		@Override
		public int sizeInMemory(ListedRow row) {
			return OVERHEAD
					+ 2 * (row.id.length() + row.roleId.length() + row.userId.length() + row.resourceId.length());
		}

	};

	/** Converts a binding that has all of its ids. */
	static ListedRow of(long number, RoleBinding listed, ResourceType type) {
		String id = listed.id().isEmpty() ? CsvText.join("", listed.userId()) : listed.id();
		return new ListedRow(number, id, listed.roleId(), listed.userId(), type, listed.resourceId());
	}

	/**
	 * Returns a text that is the same for all spellings of an id.
	 * @param id any id, maybe malformed
	 */
	static String identity(String id) {
		return Id.parse(id)
			.map((parsed) -> new String(parsed.bytes(), StandardCharsets.ISO_8859_1))
			.orElseGet(() -> "\0" + id);
	}

	/** Returns the ids as a CSV record. */
	String ids() {
		return CsvText.join(this.roleId, this.userId, this.type.name(), this.resourceId);
	}

	boolean isOnResourceOf(ListedRow other) {
		return this.type == other.type && this.resourceId.equals(other.resourceId);
	}

	boolean isSameBindingAs(ListedRow other) {
		return isOnResourceOf(other) && this.id.equals(other.id);
	}

}
