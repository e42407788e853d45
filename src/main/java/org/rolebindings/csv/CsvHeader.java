package org.rolebindings.csv;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import org.rolebindings.binding.Quoting;

/**
 * The columns of a file: where the four that a binding needs are, and which are carried
 * into the reports. Names compare without regard to case and surrounding blanks.
 */
public final class CsvHeader {

	static final String ROLE_ID = "role_id";

	static final String USER_ID = "user_id";

	static final String RESOURCE_TYPE = "resource_type";

	static final String RESOURCE_ID = "resource_id";

	private static final List<String> REQUIRED = List.of(ROLE_ID, USER_ID, RESOURCE_TYPE, RESOURCE_ID);

	private static final Set<String> ADDED_BY_REPORTS = Set.of("line", "outcome", "binding_id", "previous_role_id",
			"attempts", "error_code", "http_status", "message", "request_id", "current_role_id");

	/** How many names a message lists. */
	private static final int MAX_SHOWN = 20;

	private final List<String> names;

	private final List<String> keys;

	private final List<String> dropped = new ArrayList<>();

	private final int[] carriedColumns;

	private final String carried;

	private CsvHeader(List<String> names) {
		this.names = names;
		this.keys = names.stream().map((name) -> name.strip().toLowerCase(Locale.ROOT)).toList();
		List<String> carriedNames = new ArrayList<>();
		int[] columns = new int[names.size()];
		for (int i = 0; i < names.size(); i++) {
			if (ADDED_BY_REPORTS.contains(this.keys.get(i))) {
				this.dropped.add(names.get(i).strip());
			}
			else {
				columns[carriedNames.size()] = i;
				carriedNames.add(names.get(i));
			}
		}
		this.carriedColumns = Arrays.copyOf(columns, carriedNames.size());
		this.carried = CsvText.join(carriedNames);
	}

	/**
	 * Finds the columns.
	 * @param file what messages call the file
	 * @param line the line on which the header begins
	 * @param names the columns' names as they were read
	 * @return the header
	 * @throws UnreadableFileException if a required column is missing or there twice
	 */
	static CsvHeader of(String file, long line, String[] names) {
		CsvHeader header = new CsvHeader(List.of(names));
		List<String> missing = new ArrayList<>(REQUIRED);
		missing.removeAll(header.keys);
		if (!missing.isEmpty()) {
			throw new UnreadableFileException(file, line,
					"the header lacks " + String.join(", ", missing) + "; it has " + header.shownNames() + ". "
							+ ((names.length == 1) ? "If fields are not separated by a comma, name the --delimiter."
									: "Name the columns in the file's first line."));
		}
		for (String required : REQUIRED) {
			if (header.keys.indexOf(required) != header.keys.lastIndexOf(required)) {
				throw new UnreadableFileException(file, line, "the header has " + required + " more than once; it has "
						+ header.shownNames() + ". Leave one of them.");
			}
		}
		return header;
	}

	private String shownNames() {
		String shown = this.names.stream().limit(MAX_SHOWN).map(Quoting::quoted).collect(Collectors.joining(", "));
		int more = this.names.size() - MAX_SHOWN;
		return (more > 0) ? shown + " and " + more + " more" : shown;
	}

	/**
	 * The columns that are not carried into the reports, which have columns of these
	 * names by themselves.
	 * @return the names as they were read, without surrounding blanks, in their order
	 */
	public List<String> dropped() {
		return List.copyOf(this.dropped);
	}

	/**
	 * The names of the columns that are carried into the reports, as they were read.
	 * @return comma-separated text without a line end, to stand over the rows'
	 * {@linkplain org.rolebindings.binding.InputRow#carried() fields}
	 */
	public String carried() {
		return this.carried;
	}

	/** The number of columns. */
	int size() {
		return this.names.size();
	}

	/** The name of a column as it was read. */
	String name(int column) {
		return this.names.get(column);
	}

	/** The index of a required column. */
	int indexOf(String required) {
		return this.keys.indexOf(required);
	}

	/** The indexes of the carried columns, in their order. */
	int[] carriedColumns() {
		return this.carriedColumns.clone();
	}

}
