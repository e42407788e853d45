package org.rolebindings.binding.validation;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.Id;
import org.rolebindings.binding.ResourceType;

/**
 * Finds out whether the columns of a file are exchanged, for instance if every row has a
 * user's id in {@code role_id} and a role's id in {@code user_id}. The first row with
 * another order ends the search, so that it costs nothing for other files.
 */
public final class ExchangedColumns {

	private static final List<String> COLUMNS = List.of("role_id", "user_id", "resource_type", "resource_id");

	private static final int TYPE = 2;

	/** One row alone proves nothing. */
	private static final int FEWEST_ROWS = 2;

	private int @Nullable [] order;

	private long rows;

	private boolean ruledOut;

	/**
	 * Looks at the next row of the file. A row without a value of each kind is ignored.
	 * @param row the row
	 */
	public void look(InputRow row) {
		if (this.ruledOut) {
			return;
		}
		int[] found = { columnOf(row.roleId()), columnOf(row.userId()), columnOf(row.resourceType()),
				columnOf(row.resourceId()) };
		if (!IntStream.range(0, found.length).allMatch((column) -> Arrays.stream(found).anyMatch((i) -> i == column))) {
			return;
		}
		boolean right = IntStream.range(0, found.length).allMatch((i) -> found[i] == i);
		this.ruledOut = right || (this.order != null && !Arrays.equals(this.order, found));
		this.order = found;
		this.rows++;
	}

	/** Returns the index of the column in which a value belongs, or -1. */
	private static int columnOf(String value) {
		if (ResourceType.parse(value).isPresent()) {
			return TYPE;
		}
		return Id.parse(value).map((id) -> switch (id.kind()) {
			case "Role" -> 0;
			case "User" -> 1;
			case "Space", "Model", "Project" -> 3;
			default -> -1;
		}).orElse(-1);
	}

	private boolean isFound() {
		return !this.ruledOut && this.rows >= FEWEST_ROWS;
	}

	/**
	 * Returns a note that the columns are exchanged.
	 * @return a sentence for a person, or empty if they are not
	 */
	public Optional<String> sentence() {
		int[] found = this.order;
		if (found == null || !isFound()) {
			return Optional.empty();
		}
		return Optional.of("The columns are exchanged in every row: " + IntStream.range(0, found.length)
			.filter((i) -> found[i] != i)
			.mapToObj((i) -> COLUMNS.get(i) + " has what belongs in " + COLUMNS.get(found[i]))
			.collect(Collectors.joining(", ")) + ". Correct the names in the header.");
	}

	/**
	 * Returns the error code of the rows that the note explains.
	 * @return the code, or empty if the columns are not exchanged
	 */
	public Optional<ErrorCode> code() {
		int[] found = this.order;
		if (found == null || !isFound()) {
			return Optional.empty();
		}
		return Optional.of((found[TYPE] == TYPE) ? ErrorCode.ID_KIND_MISMATCH : ErrorCode.UNKNOWN_RESOURCE_TYPE);
	}

}
