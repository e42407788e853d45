package org.rolebindings.job.compare;

import java.io.Closeable;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Binding;
import org.rolebindings.binding.Id;
import org.rolebindings.binding.ResourceType;
import org.rolebindings.csv.CsvText;
import org.rolebindings.job.scratch.RecordFile;
import org.rolebindings.job.scratch.RecordFormat;
import org.rolebindings.job.scratch.RecordSort;
import org.rolebindings.job.scratch.SortedTexts;
import org.rolebindings.listing.ListedBinding;

/**
 * Finds the listed bindings on the file's resources of users for whom the file has no row
 * on that resource. It sorts rows and bindings by resource and user, on disk if there are
 * many.
 */
public final class ExtraBindings implements Closeable {

	/** A resource's mark comes first, then each user's row and bindings. */
	private static final Comparator<Entry> BY_PLACE = (one, other) -> {
		int resources = Arrays.compareUnsigned(one.resource, other.resource);
		int users = (resources != 0) ? resources : Arrays.compareUnsigned(one.user, other.user);
		return (users != 0) ? users : Boolean.compare(one.record != null, other.record != null);
	};

	private static final byte[] NO_USER = {};

	private final Path folder;

	private final RecordFile<Entry> entries;

	/**
	 * Prepares a search.
	 * @param folder the folder for temporary files
	 */
	public ExtraBindings(Path folder) {
		this.folder = folder;
		this.entries = new RecordFile<>(folder, Entry.FORMAT);
	}

	/** Adds a row of the file. */
	public void addRow(Binding wanted) {
		byte[] resource = resource(wanted);
		this.entries.add(new Entry(resource, NO_USER, null));
		this.entries.add(new Entry(resource, wanted.userId().bytes(), null));
	}

	/** Adds a binding of the account. */
	public void addListed(ListedBinding listed) {
		Binding binding = listed.binding();
		this.entries.add(new Entry(resource(binding), binding.userId().bytes(), CsvText.join(binding.roleId().text(),
				binding.userId().text(), binding.resourceType().name(), binding.resourceId().text())));
	}

	private static byte[] resource(Binding binding) {
		Id id = binding.resourceId();
		byte[] bytes = id.bytes();
		byte[] resource = Arrays.copyOf(bytes, bytes.length + 1);
		resource[bytes.length] = (byte) ((binding.resourceType() == ResourceType.SPACE) ? 'S' : 'P');
		return resource;
	}

	/**
	 * Finds the extra bindings.
	 * @param found receives each once, as a CSV record with the columns {@code role_id},
	 * {@code user_id}, {@code resource_type} and {@code resource_id}, sorted byte by byte
	 */
	public void forEach(Consumer<String> found) {
		try (SortedTexts extra = new SortedTexts(this.folder)) {
			try (RecordFile.Reader<Entry> reader = this.entries.read()) {
				new RecordSort<>(this.folder, Entry.FORMAT, BY_PLACE).sort(reader, (sorted) -> search(sorted, extra));
			}
			extra.forEach(new Consumer<>() {

				private String last = "";

				@Override
				public void accept(String record) {
					if (!record.equals(this.last)) {
						found.accept(record);
					}
					this.last = record;
				}

			});
		}
	}

	private static void search(Iterator<Entry> sorted, SortedTexts extra) {
		Entry resource = null;
		Entry row = null;
		while (sorted.hasNext()) {
			Entry entry = sorted.next();
			if (entry.record == null) {
				resource = (entry.user.length == 0) ? entry : resource;
				row = entry;
			}
			else if (entry.isOnResourceOf(resource) && !entry.isInPlaceOf(row)) {
				extra.add(entry.record);
			}
		}
	}

	@Override
	public void close() {
		this.entries.close();
	}

	/**
	 * A resource's mark, a row or a binding.
	 *
	 * @param resource the identity of the resource, with its type
	 * @param user the identity of the user; empty for the mark of a resource
	 * @param record the binding as a CSV record, or {@code null} for a mark or a row
	 */
	@SuppressWarnings("ArrayRecordComponent") // compared by what sorts it
	private record Entry(byte[] resource, byte[] user, @Nullable String record) {

		static final RecordFormat<Entry> FORMAT = new RecordFormat<>() {

			private static final int OVERHEAD = 120;

			@Override
			public void write(DataOutput out, Entry entry) throws IOException {
				RecordFormat.write(out, entry.resource);
				RecordFormat.write(out, entry.user);
				RecordFormat.write(out, (entry.record != null) ? entry.record : "");
			}

			@Override
			public Entry read(DataInput in) throws IOException {
				byte[] resource = RecordFormat.readBytes(in);
				byte[] user = RecordFormat.readBytes(in);
				String record = RecordFormat.readText(in);
				return new Entry(resource, user, record.isEmpty() ? null : record);
			}

			@Override
			public int sizeInMemory(Entry entry) {
				int length = (entry.record != null) ? entry.record.length() : 0;
				return OVERHEAD + entry.resource.length + entry.user.length + 2 * length;
			}

		};

		boolean isOnResourceOf(@Nullable Entry other) {
			return other != null && Arrays.equals(this.resource, other.resource);
		}

		boolean isInPlaceOf(@Nullable Entry other) {
			return other != null && isOnResourceOf(other) && Arrays.equals(this.user, other.user);
		}

	}

}
