package org.rolebindings.job;

import java.util.List;

import org.rolebindings.csv.CsvHeader;

/** Columns of the input that the reports do not repeat, because they add such ones. */
final class DroppedColumns {

	private DroppedColumns() {
	}

	static void tell(CsvHeader header, ImportProgress progress) {
		List<String> dropped = header.dropped();
		if (!dropped.isEmpty()) {
			progress.note("Not carried into the reports, which add columns of these names: "
					+ String.join(", ", dropped) + ".");
		}
	}

}
