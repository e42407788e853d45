package org.rolebindings.csv;

import java.util.Arrays;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.Quoting;
import org.rolebindings.binding.validation.Blanks;
import org.rolebindings.binding.validation.InputRow;
import org.rolebindings.binding.validation.Rejection;
import org.rolebindings.binding.validation.RowNames;

/** Makes a row of a record's fields, and finds defects of the record's form. */
final class RowMapper {

	/** The most characters that a value may have. */
	static final int MAX_VALUE = 4096;

	/** How many surplus fields a message repeats. */
	private static final int MAX_SHOWN = 20;

	private final CsvHeader header;

	private final @Nullable NameMap map;

	private final int roleId;

	private final int userId;

	private final int resourceType;

	private final int resourceId;

	private final int roleName;

	private final int userEmail;

	private final int organizationName;

	private final int spaceName;

	private final int projectName;

	private final boolean named;

	private final int[] carriedColumns;

	private final int columns;

	private final int namedColumns;

	private final StringBuilder carried = new StringBuilder();

	RowMapper(CsvHeader header, @Nullable NameMap map) {
		this.header = header;
		this.map = map;
		this.roleId = header.indexOf(CsvHeader.ROLE_ID);
		this.userId = header.indexOf(CsvHeader.USER_ID);
		this.resourceType = header.indexOf(CsvHeader.RESOURCE_TYPE);
		this.resourceId = header.indexOf(CsvHeader.RESOURCE_ID);
		this.roleName = header.indexOf(CsvHeader.ROLE_NAME);
		this.userEmail = header.indexOf(CsvHeader.USER_EMAIL);
		this.organizationName = header.indexOf(CsvHeader.ORGANIZATION_NAME);
		this.spaceName = header.indexOf(CsvHeader.SPACE_NAME);
		this.projectName = header.indexOf(CsvHeader.PROJECT_NAME);
		this.named = header.hasNames();
		this.carriedColumns = header.carriedColumns();
		this.columns = header.size();
		this.namedColumns = header.namedSize();
	}

	InputRow map(long line, String[] fields) {
		return new InputRow(line, carried(fields), value(fields, this.roleId), value(fields, this.userId),
				value(fields, this.resourceType), value(fields, this.resourceId), names(fields), defect(fields));
	}

	private @Nullable RowNames names(String[] fields) {
		if (!this.named) {
			return null;
		}
		RowNames names = new RowNames(value(fields, this.roleName), value(fields, this.userEmail),
				value(fields, this.organizationName), value(fields, this.spaceName), value(fields, this.projectName));
		return (this.map != null) ? this.map.map(names) : names;
	}

	private static String value(String[] fields, int column) {
		return (column >= 0 && column < fields.length) ? Blanks.trim(fields[column]) : "";
	}

	private String carried(String[] fields) {
		this.carried.setLength(0);
		for (int i = 0; i < this.carriedColumns.length; i++) {
			if (i > 0) {
				this.carried.append(',');
			}
			if (this.carriedColumns[i] < fields.length) {
				CsvText.append(this.carried, fields[this.carriedColumns[i]]);
			}
		}
		return this.carried.toString();
	}

	private @Nullable Rejection defect(String[] fields) {
		boolean surplus = fields.length > this.columns && !RecordParser.areBlank(fields, this.columns);
		if (surplus || fields.length < this.namedColumns) {
			return new Rejection(ErrorCode.COLUMN_COUNT, columnCount(fields));
		}
		for (int i = 0; i < fields.length; i++) {
			if (i < this.columns && fields[i].length() > MAX_VALUE) {
				int length = fields[i].codePointCount(0, fields[i].length());
				if (length > MAX_VALUE) {
					return new Rejection(ErrorCode.VALUE_TOO_LONG,
							String.format("%s has %,d characters; %,d are the most that a value may have. Shorten it.",
									Quoting.quoted(Blanks.trim(this.header.name(i))), length, MAX_VALUE));
				}
			}
		}
		return null;
	}

	private String columnCount(String[] fields) {
		String counts = "The record has " + fields.length + ((fields.length == 1) ? " field" : " fields")
				+ ", the header has " + this.columns;
		if (fields.length < this.columns) {
			return counts + "; look for a delimiter that is missing, or a line break in a value without quotes.";
		}
		int surplus = fields.length - this.columns;
		String shown = Arrays.stream(fields, this.columns, this.columns + Math.min(surplus, MAX_SHOWN))
			.map(Quoting::quoted)
			.collect(Collectors.joining(", "));
		return counts + "; surplus: " + shown + ((surplus > MAX_SHOWN) ? " and " + (surplus - MAX_SHOWN) + " more" : "")
				+ ". Look for a delimiter in a value without quotes.";
	}

}
