package org.rolebindings.job.compare;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Iterator;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.ExistingBinding;
import org.rolebindings.job.scratch.RecordFile;
import org.rolebindings.job.scratch.RecordFormat;
import org.rolebindings.job.scratch.RecordSort;

/**
 * The result of a listing for a row's user and resource.
 *
 * @param line the row's line
 * @param existing the binding on the resource, or {@code null} if the complete listing of
 * the row's resource type has none
 * @param sameRole whether the binding has the role that the row wants
 * @param askedAt when the page with the binding was requested, in nanoseconds of a
 * monotonic clock; 0 if there is no binding
 */
public record ListedMatch(long line, @Nullable ExistingBinding existing, boolean sameRole, long askedAt) {

	/** The form of a result in a scratch file. */
	public static final RecordFormat<ListedMatch> FORMAT = new RecordFormat<>() {

		private static final int OVERHEAD = 160;

		@Override
		public void write(DataOutput out, ListedMatch match) throws IOException {
			out.writeLong(match.line);
			out.writeBoolean(match.sameRole);
			out.writeLong(match.askedAt);
			out.writeBoolean(match.existing != null);
			if (match.existing != null) {
				RecordFormat.write(out, match.existing.id());
				RecordFormat.write(out, match.existing.roleId());
			}
		}

		@Override
		public ListedMatch read(DataInput in) throws IOException {
			long line = in.readLong();
			boolean sameRole = in.readBoolean();
			long askedAt = in.readLong();
			ExistingBinding existing = in.readBoolean()
					? new ExistingBinding(RecordFormat.readText(in), RecordFormat.readText(in)) : null;
			return new ListedMatch(line, existing, sameRole, askedAt);
		}

		@Override
		public int sizeInMemory(ListedMatch match) {
			return (match.existing != null)
					? OVERHEAD + 2 * (match.existing.id().length() + match.existing.roleId().length()) : OVERHEAD;
		}

	};

	/**
	 * Sorts results.
	 * @param matches the complete file
	 * @param folder the folder for temporary files
	 * @param sorted receives the results in the order of their lines
	 */
	public static void sort(RecordFile<ListedMatch> matches, Path folder, Consumer<Iterator<ListedMatch>> sorted) {
		try (RecordFile.Reader<ListedMatch> reader = matches.read()) {
			new RecordSort<>(folder, FORMAT, Comparator.comparingLong(ListedMatch::line)).sort(reader, sorted);
		}
	}

	/** Returns the result for a row without a binding. */
	static ListedMatch none(long line) {
		return new ListedMatch(line, null, false, 0);
	}

}
