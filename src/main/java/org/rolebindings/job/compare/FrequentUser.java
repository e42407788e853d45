package org.rolebindings.job.compare;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

import org.rolebindings.binding.Id;
import org.rolebindings.binding.ResourceType;
import org.rolebindings.job.scratch.RecordFormat;

/**
 * A user with many rows that were not found in place.
 *
 * @param type the type of their resources
 * @param user the user, in the spelling of one of the rows
 * @param rows the number of these rows
 */
record FrequentUser(ResourceType type, Id user, int rows) {

	/**
	 * With so many rows, a listing of the user pays: it costs a request and may save
	 * eight.
	 */
	static final int FEWEST_ROWS = 4;

	static final RecordFormat<FrequentUser> FORMAT = new RecordFormat<>() {

		private static final int OVERHEAD = 200;

		@Override
		public void write(DataOutput out, FrequentUser user) throws IOException {
			RecordFormat.write(out, user.type.name());
			RecordFormat.write(out, user.user.text());
			out.writeInt(user.rows);
		}

		@Override
		public FrequentUser read(DataInput in) throws IOException {
			return new FrequentUser(ResourceType.valueOf(RecordFormat.readText(in)),
					Id.parse(RecordFormat.readText(in)).orElseThrow(), in.readInt());
		}

		@Override
		public int sizeInMemory(FrequentUser user) {
			return OVERHEAD + 2 * user.user.text().length();
		}

	};

}
