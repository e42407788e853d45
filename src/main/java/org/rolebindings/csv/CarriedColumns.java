package org.rolebindings.csv;

import java.util.Arrays;
import java.util.List;

import org.rolebindings.binding.validation.Blanks;

/** Finds the values of some columns among those that reports carry. */
public final class CarriedColumns {

	private final int[] places;

	private final int most;

	/**
	 * Finds the columns.
	 * @param header the names of the columns, as comma-separated text after a byte-order
	 * mark if the file has one; empty without columns
	 * @param columns the names of the columns to find
	 */
	public CarriedColumns(String header, String... columns) {
		String names = header.startsWith(CsvText.BYTE_ORDER_MARK) ? header.substring(1) : header;
		List<String> keys = CsvText.fields(names, Integer.MAX_VALUE).stream().map(CsvHeader::key).toList();
		this.places = Arrays.stream(columns).map(CsvHeader::key).mapToInt(keys::indexOf).toArray();
		this.most = Arrays.stream(this.places).max().orElse(0) + 1;
	}

	/**
	 * Finds the values of a row.
	 * @param carried the row's fields under the header, as comma-separated text
	 * @return the value of each column without surrounding blanks; an empty text for a
	 * column that the file does not have
	 */
	public String[] values(String carried) {
		List<String> fields = CsvText.fields(carried, this.most);
		String[] values = new String[this.places.length];
		for (int i = 0; i < values.length; i++) {
			int place = this.places[i];
			values[i] = (place >= 0 && place < fields.size()) ? Blanks.trim(fields.get(place)) : "";
		}
		return values;
	}

}
