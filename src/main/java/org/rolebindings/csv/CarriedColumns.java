package org.rolebindings.csv;

import java.util.ArrayList;
import java.util.List;

import org.rolebindings.binding.validation.Blanks;

/** Finds values in the columns that reports carry. */
public final class CarriedColumns {

	private final List<String> keys;

	/**
	 * Takes the header.
	 * @param header the names of the columns, as comma-separated text after a byte-order
	 * mark if the file has one; empty if there are none
	 */
	public CarriedColumns(String header) {
		String names = header.startsWith(CsvText.BYTE_ORDER_MARK) ? header.substring(1) : header;
		this.keys = CsvText.fields(names).stream().map(CsvHeader::key).toList();
	}

	/**
	 * Finds values of a row.
	 * @param carried the row's fields under the header, as comma-separated text
	 * @param columns the names of columns
	 * @return the value of each column without surrounding blanks, or an empty one
	 */
	public List<String> values(String carried, String... columns) {
		List<String> fields = CsvText.fields(carried);
		List<String> values = new ArrayList<>(columns.length);
		for (String column : columns) {
			int index = this.keys.indexOf(CsvHeader.key(column));
			values.add((index >= 0 && index < fields.size()) ? Blanks.trim(fields.get(index)) : "");
		}
		return values;
	}

}
