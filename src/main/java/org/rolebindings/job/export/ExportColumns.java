package org.rolebindings.job.export;

import org.rolebindings.binding.validation.RowNames;
import org.rolebindings.csv.CsvText;

/** Which columns an export has. */
public enum ExportColumns {

	/** The ids. */
	IDS(ExportColumns.ID_COLUMNS),

	/** The names, from which an import finds the ids of any account. */
	NAMES("user_email,role_name,resource_type,organization_name,space_name,project_name"),

	/** The ids, then the names. */
	BOTH(ExportColumns.ID_COLUMNS + ",user_email,role_name,organization_name,space_name,project_name");

	static final String ID_COLUMNS = "role_id,user_id,resource_type,resource_id";

	private final String header;

	ExportColumns(String header) {
		this.header = header;
	}

	/** Returns the first line of the file. */
	String header() {
		return this.header;
	}

	/** Returns whether there are names. */
	public boolean hasNames() {
		return this != IDS;
	}

	/**
	 * Writes a binding.
	 * @param names its names; empty texts for what has no name
	 * @return a CSV record
	 */
	String record(ListedRow row, RowNames names) {
		String type = row.type().name();
		return switch (this) {
			case IDS -> row.ids();
			case NAMES ->
				CsvText.join(names.email(), names.role(), type, names.organization(), names.space(), names.project());
			case BOTH -> row.ids() + ","
					+ CsvText.join(names.email(), names.role(), names.organization(), names.space(), names.project());
		};
	}

}
