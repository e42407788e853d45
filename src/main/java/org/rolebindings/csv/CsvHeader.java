package org.rolebindings.csv;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.rolebindings.binding.Quoting;
import org.rolebindings.binding.validation.Blanks;
import org.rolebindings.csv.source.UnreadableFileException;

/**
 * The columns of a file: the places of the four that a binding needs, and those that the
 * reports repeat. Names are equal if they differ only in case, blanks, {@code -} and
 * {@code _}.
 */
public final class CsvHeader {

	static final String ROLE_ID = "role_id";

	static final String USER_ID = "user_id";

	static final String RESOURCE_TYPE = "resource_type";

	static final String RESOURCE_ID = "resource_id";

	private static final List<String> REQUIRED = List.of(ROLE_ID, USER_ID, RESOURCE_TYPE, RESOURCE_ID);

	static final int REQUIRED_COUNT = REQUIRED.size();

	private static final Set<String> ADDED_BY_REPORTS = Set.of("line", "outcome", "binding_id", "previous_role_id",
			"attempts", "error_code", "http_status", "message", "request_id", "current_role_id");

	/** The first columns that a report with outcomes adds. */
	private static final List<String> FIRST_ADDED = List.of("line", "outcome");

	private static final Set<String> ADDED_KEYS = ADDED_BY_REPORTS.stream()
		.map(CsvHeader::key)
		.collect(Collectors.toUnmodifiableSet());

	/** How many names a message lists. */
	private static final int MAX_SHOWN = 20;

	private final List<String> names;

	private final List<String> keys;

	private final List<String> dropped = new ArrayList<>();

	private final int[] carriedColumns;

	private final String carried;

	private CsvHeader(List<String> names) {
		this.names = names;
		this.keys = names.stream().map(CsvHeader::key).toList();
		List<String> carriedNames = new ArrayList<>();
		int[] columns = new int[names.size()];
		for (int i = 0; i < names.size(); i++) {
			if (ADDED_KEYS.contains(this.keys.get(i))) {
				this.dropped.add(Blanks.trim(names.get(i)));
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
	 * @throws UnreadableFileException if a required column is missing, or occurs twice
	 */
	static CsvHeader of(String file, long line, String[] names) {
		CsvHeader header = new CsvHeader(List.of(names));
		if (!fits(names)) {
			throw lacking(file, line, names);
		}
		for (String required : REQUIRED) {
			if (header.indexOf(required) != header.keys.lastIndexOf(key(required))) {
				throw new UnreadableFileException(file, line, "the header has " + required + " more than once; it has "
						+ header.shownNames() + ". Leave one of them.");
			}
		}
		return header;
	}

	/** Whether the required columns are there. */
	static boolean fits(String[] names) {
		return countRequired(names) == REQUIRED.size();
	}

	/** How many of the required columns are there. */
	static int countRequired(String[] names) {
		Set<String> keys = Arrays.stream(names).map(CsvHeader::key).collect(Collectors.toSet());
		return (int) REQUIRED.stream().map(CsvHeader::key).filter(keys::contains).count();
	}

	/** The exception for a header that lacks required columns. */
	static UnreadableFileException lacking(String file, long line, String[] names) {
		CsvHeader header = new CsvHeader(List.of(names));
		List<String> missing = REQUIRED.stream().filter((required) -> header.indexOf(required) < 0).toList();
		return new UnreadableFileException(file, line,
				"the header lacks " + String.join(", ", missing) + "; it has " + header.shownNames() + ". "
						+ header.nearMisses(missing)
						+ ((names.length == 1) ? "If fields are not separated by a comma, name the --delimiter."
								: "Name the columns in the file's first line."));
	}

	/** For each missing column, the name that is probably meant to be it. */
	private String nearMisses(List<String> missing) {
		Map<String, String> meant = new LinkedHashMap<>();
		for (String column : missing) {
			List<String> others = new ArrayList<>(this.keys);
			REQUIRED.stream().map(CsvHeader::key).forEach((key) -> others.replaceAll((it) -> it.equals(key) ? "" : it));
			Integer near = ClosestColumn.of(key(column), others);
			if (near != null) {
				meant.putIfAbsent(Quoting.quoted(this.names.get(near)), column);
			}
		}
		return meant.isEmpty() ? ""
				: "Did you mean " + meant.entrySet()
					.stream()
					.map((name) -> name.getValue() + " by " + name.getKey())
					.collect(Collectors.joining(", ")) + "? ";
	}

	/** What is the same in all spellings of a column's name. */
	static String key(String name) {
		StringBuilder key = new StringBuilder(name.length());
		for (int i = 0; i < name.length(); i++) {
			char c = name.charAt(i);
			if (c != '-' && c != '_' && !Blanks.isBlank(c)) {
				key.append(c);
			}
		}
		return key.toString().toLowerCase(Locale.ROOT);
	}

	private String shownNames() {
		String shown = this.names.stream().limit(MAX_SHOWN).map(Quoting::quoted).collect(Collectors.joining(", "));
		int more = this.names.size() - MAX_SHOWN;
		return (more > 0) ? shown + " and " + more + " more" : shown;
	}

	/**
	 * The columns that are not carried into the reports, because reports have columns of
	 * the same names.
	 * @return the names as they were read, without surrounding blanks, in their order;
	 * empty if this program wrote the file, which loses nothing then
	 */
	public List<String> dropped() {
		return isReport() ? List.of() : List.copyOf(this.dropped);
	}

	/** Whether the file is a report: the dropped columns are its last ones. */
	private boolean isReport() {
		int size = this.dropped.size();
		return size > 2 && this.dropped.subList(0, 2).equals(FIRST_ADDED) && ADDED_BY_REPORTS.containsAll(this.dropped)
				&& this.names.subList(this.names.size() - size, this.names.size()).equals(this.dropped);
	}

	/**
	 * The names of the columns that are carried into the reports, as they were read.
	 * @return comma-separated text without a line end, to stand over the rows'
	 * {@linkplain org.rolebindings.binding.validation.InputRow#carried() fields}
	 */
	public String carried() {
		return this.carried;
	}

	/** The number of columns. */
	int size() {
		return this.names.size();
	}

	/** The number of columns up to the last one that has a name. */
	int namedSize() {
		int size = this.names.size();
		while (this.keys.get(size - 1).isEmpty()) {
			size--;
		}
		return size;
	}

	/** The name of a column as it was read. */
	String name(int column) {
		return this.names.get(column);
	}

	/** The index of a required column. */
	int indexOf(String required) {
		return this.keys.indexOf(key(required));
	}

	/** The indexes of the carried columns, in their order. */
	int[] carriedColumns() {
		return this.carriedColumns.clone();
	}

}
