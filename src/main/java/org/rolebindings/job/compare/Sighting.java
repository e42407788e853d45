package org.rolebindings.job.compare;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

import org.rolebindings.job.scratch.RecordFormat;

/**
 * A row that was found in place.
 *
 * @param line the row's line
 * @param bindingId the id of the binding
 * @param askedAt when the listing was asked that has shown it, in nanoseconds of a
 * monotonic clock
 */
record Sighting(long line, String bindingId, long askedAt) {

	static final RecordFormat<Sighting> FORMAT = new RecordFormat<>() {

		private static final int OVERHEAD = 88;

		@Override
		public void write(DataOutput out, Sighting sighting) throws IOException {
			out.writeLong(sighting.line);
			RecordFormat.write(out, sighting.bindingId);
			out.writeLong(sighting.askedAt);
		}

		@Override
		public Sighting read(DataInput in) throws IOException {
			return new Sighting(in.readLong(), RecordFormat.readText(in), in.readLong());
		}

		@Override
		public int sizeInMemory(Sighting sighting) {
			return OVERHEAD + 2 * sighting.bindingId.length();
		}

	};

}
