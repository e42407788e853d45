package org.rolebindings.report;

import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Outcome;
import org.rolebindings.ledger.ReportRow;

/** The reports of a run's rows. Each row is in exactly one of them. */
enum RowReport {

	/** The rows that count as a success. */
	SUCCEEDED("succeeded.csv", "line", "outcome", "binding_id", "previous_role_id", "attempts") {

		@Override
		List<@Nullable String> added(ReportRow row) {
			return Arrays.asList(Long.toString(row.line()), row.outcome().name(), row.bindingId(), row.previousRoleId(),
					Integer.toString(row.attempts()));
		}

	},

	/** The rows whose binding was gone before an undo or a revoke could delete it. */
	GONE("gone.csv", "line", "outcome", "binding_id", "previous_role_id", "attempts") {
		@Override
		List<@Nullable String> added(ReportRow row) {
			return SUCCEEDED.added(row);
		}
	},

	/** The rows that count as a failure; once corrected it can be imported as it is. */
	FAILED("failed.csv", "line", "outcome", "error_code", "http_status", "message", "attempts", "request_id",
			"binding_id", "current_role_id") {

		@Override
		List<@Nullable String> added(ReportRow row) {
			return Arrays.asList(Long.toString(row.line()), row.outcome().name(), text(row.errorCode()),
					text(row.httpStatus()), message(row), Integer.toString(row.attempts()), row.requestId(),
					row.bindingId(), row.previousRoleId());
		}

	},

	/** The rows that are not decided. */
	PENDING("pending.csv", "line") {

		@Override
		List<@Nullable String> added(ReportRow row) {
			return List.of(Long.toString(row.line()));
		}

	};

	private final String fileName;

	@SuppressWarnings("ImmutableEnumChecker") // a list of List.of
	private final List<String> addedColumns;

	RowReport(String fileName, String... addedColumns) {
		this.fileName = fileName;
		this.addedColumns = List.of(addedColumns);
	}

	/** The report that a row belongs in. */
	static RowReport of(ReportRow row) {
		return switch (row.countsAs()) {
			case CREATED, UPDATED, UNCHANGED, KEPT, DELETED, RESTORED -> SUCCEEDED;
			case GONE -> GONE;
			case INVALID, FAILED, CHANGED_SINCE -> FAILED;
			case VALID, PENDING -> PENDING;
			case DUPLICATE -> throw new IllegalStateException("Line " + row.line() + " repeats a repeated line.");
		};
	}

	/** The values of the columns that are added to the input's. */
	abstract List<@Nullable String> added(ReportRow row);

	/** Whether the file exists only if it has a row. */
	boolean isOnlyWithRows() {
		return this == PENDING || this == GONE;
	}

	String fileName() {
		return this.fileName;
	}

	List<String> addedColumns() {
		return this.addedColumns;
	}

	private static @Nullable String text(@Nullable Object value) {
		return (value != null) ? value.toString() : null;
	}

	/** A repeated line fails for a reason that only the line it repeats tells. */
	private static @Nullable String message(ReportRow row) {
		if (row.outcome() != Outcome.DUPLICATE) {
			return row.message();
		}
		return row.message() + " That line is " + row.countsAs() + " (" + row.errorCode() + "); see what it says.";
	}

}
