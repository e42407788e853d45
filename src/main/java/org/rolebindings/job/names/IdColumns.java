package org.rolebindings.job.names;

import java.util.List;

import org.rolebindings.binding.validation.CheckedRow;
import org.rolebindings.binding.validation.InputRow;
import org.rolebindings.csv.CsvHeader;
import org.rolebindings.csv.CsvText;

/**
 * Gives what the reports repeat of a row the ids that its names mean. If the file has a
 * column for an id, an empty field of it is filled, and else the id is added at the end.
 */
final class IdColumns {

	private final List<String> missing;

	private final int role;

	private final int user;

	private final int resource;

	IdColumns(CsvHeader header) {
		this.missing = header.missingIds();
		this.role = header.carriedIndexOf("role_id");
		this.user = header.carriedIndexOf("user_id");
		this.resource = header.carriedIndexOf("resource_id");
	}

	CheckedRow complete(CheckedRow row) {
		InputRow input = row.input();
		String carried = input.carried();
		carried = fill(carried, this.role, input.roleId());
		carried = fill(carried, this.user, input.userId());
		carried = fill(carried, this.resource, input.resourceId());
		if (!this.missing.isEmpty()) {
			carried = add(carried, input);
		}
		return new CheckedRow(input.carrying(carried), row.binding(), row.rejection());
	}

	private static String fill(String carried, int column, String id) {
		return (column < 0 || id.isEmpty()) ? carried : CsvText.fill(carried, column, id);
	}

	private String add(String carried, InputRow input) {
		StringBuilder text = new StringBuilder(carried);
		for (String column : this.missing) {
			CsvText.append(text.append(','), switch (column) {
				case "role_id" -> input.roleId();
				case "user_id" -> input.userId();
				default -> input.resourceId();
			});
		}
		return text.toString();
	}

}
