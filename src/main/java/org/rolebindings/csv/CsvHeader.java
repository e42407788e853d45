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

	static final String ROLE_NAME = "role_name";

	static final String USER_EMAIL = "user_email";

	static final String ORGANIZATION_NAME = "organization_name";

	static final String SPACE_NAME = "space_name";

	static final String PROJECT_NAME = "project_name";

	/** Of each group one column is required. */
	private static final List<List<String>> REQUIRED = List.of(List.of(ROLE_ID, ROLE_NAME),
			List.of(USER_ID, USER_EMAIL), List.of(RESOURCE_TYPE), List.of(RESOURCE_ID, SPACE_NAME));

	static final int REQUIRED_COUNT = REQUIRED.size();

	private static final List<String> IDS = List.of(ROLE_ID, USER_ID, RESOURCE_ID);

	/** The columns that are read. Each may occur once. */
	private static final List<String> READ = List.of(ROLE_ID, USER_ID, RESOURCE_TYPE, RESOURCE_ID, ROLE_NAME,
			USER_EMAIL, ORGANIZATION_NAME, SPACE_NAME, PROJECT_NAME);

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

	private CsvHeader(List<String> names, Set<String> added) {
		this.names = names;
		this.keys = names.stream().map(CsvHeader::key).toList();
		Set<String> addedKeys = added.stream().map(CsvHeader::key).collect(Collectors.toSet());
		List<String> carriedNames = new ArrayList<>();
		int[] columns = new int[names.size()];
		for (int i = 0; i < names.size(); i++) {
			if (ADDED_KEYS.contains(this.keys.get(i)) || addedKeys.contains(this.keys.get(i))) {
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
	 * @param added the columns that the command's reports add besides the usual ones
	 * @return the header
	 * @throws UnreadableFileException if a required column is missing, or occurs twice
	 */
	static CsvHeader of(String file, long line, String[] names, Set<String> added) {
		CsvHeader header = new CsvHeader(List.of(names), added);
		if (!fits(names)) {
			throw lacking(file, line, names);
		}
		for (String column : READ) {
			if (header.indexOf(column) != header.keys.lastIndexOf(key(column))) {
				throw new UnreadableFileException(file, line, "the header has " + column + " more than once; it has "
						+ header.shownNames() + ". Leave one of them.");
			}
		}
		return header;
	}

	/** Whether the required columns are there. */
	static boolean fits(String[] names) {
		return countRequired(names) == REQUIRED.size();
	}

	/** The index of a column that is there exactly once, or -1. */
	static int indexOfOnly(String[] names, String column) {
		List<String> keys = Arrays.stream(names).map(CsvHeader::key).toList();
		int index = keys.indexOf(key(column));
		return (index == keys.lastIndexOf(key(column))) ? index : -1;
	}

	/** How many of the required columns are there. */
	static int countRequired(String[] names) {
		Set<String> keys = Arrays.stream(names).map(CsvHeader::key).collect(Collectors.toSet());
		return (int) REQUIRED.stream()
			.filter((group) -> group.stream().map(CsvHeader::key).anyMatch(keys::contains))
			.count();
	}

	/** The exception for a header that lacks required columns. */
	static UnreadableFileException lacking(String file, long line, String[] names) {
		CsvHeader header = new CsvHeader(List.of(names), Set.of());
		List<List<String>> missing = REQUIRED.stream()
			.filter((group) -> group.stream().allMatch((column) -> header.indexOf(column) < 0))
			.toList();
		return new UnreadableFileException(file, line,
				"the header lacks " + missing.stream().map(CsvHeader::either).collect(Collectors.joining(", "))
						+ "; it has " + header.shownNames() + ". " + header.nearMisses(missing)
						+ ((names.length == 1) ? "If fields are not separated by a comma, name the --delimiter."
								: "Name the columns in the file's first line."));
	}

	private static String either(List<String> group) {
		return group.get(0) + ((group.size() > 1) ? " (or " + group.get(1) + ")" : "");
	}

	/** For each missing column, the name that is probably meant to be it. */
	private String nearMisses(List<List<String>> missing) {
		Map<String, String> meant = new LinkedHashMap<>();
		for (String column : missing.stream().flatMap(List::stream).toList()) {
			List<String> others = new ArrayList<>(this.keys);
			READ.stream().map(CsvHeader::key).forEach((key) -> others.replaceAll((it) -> it.equals(key) ? "" : it));
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

	/**
	 * Returns which columns with ids the file does not have, because it has names
	 * instead.
	 * @return some of {@code role_id}, {@code user_id} and {@code resource_id}
	 */
	public List<String> missingIds() {
		return IDS.stream().filter((column) -> indexOf(column) < 0).toList();
	}

	/**
	 * Returns the place of a column among those that the reports repeat.
	 * @param name the name of the column
	 * @return its index, or -1 if there is no such column
	 */
	public int carriedIndexOf(String name) {
		int column = indexOf(name);
		for (int i = 0; i < this.carriedColumns.length; i++) {
			if (this.carriedColumns[i] == column) {
				return i;
			}
		}
		return -1;
	}

	/** Returns whether the file has a column with names. */
	public boolean hasNames() {
		return READ.stream().skip(IDS.size() + 1L).anyMatch((column) -> indexOf(column) >= 0);
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

	/** Whether exactly one column has this name. */
	public boolean hasOne(String name) {
		return indexOf(name) >= 0 && indexOf(name) == this.keys.lastIndexOf(key(name));
	}

	/** The index of a column, the first one of this name, or -1. */
	int indexOf(String name) {
		return this.keys.indexOf(key(name));
	}

	/** The indexes of the carried columns, in their order. */
	int[] carriedColumns() {
		return this.carriedColumns.clone();
	}

}
