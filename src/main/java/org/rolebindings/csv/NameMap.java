package org.rolebindings.csv;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Quoting;
import org.rolebindings.binding.validation.Blanks;
import org.rolebindings.binding.validation.RowNames;
import org.rolebindings.csv.source.InaccessibleFileException;
import org.rolebindings.csv.source.InputFile;
import org.rolebindings.csv.source.UnreadableFileException;

/**
 * Names that differ between two accounts: a CSV with the columns {@code column},
 * {@code from} and {@code to}. A {@code *} in {@code from} stands for any text, which
 * takes the place of the {@code *} in {@code to}. The first line that fits a name counts,
 * once.
 */
public final class NameMap {

	private static final List<String> COLUMNS = List.of("column", "from", "to");

	private static final int TO = 2;

	private final String file;

	private final String sha256;

	private final List<Line> lines;

	private NameMap(String file, String sha256, List<Line> lines) {
		this.file = file;
		this.sha256 = sha256;
		this.lines = lines;
	}

	/**
	 * Reads a map.
	 * @param file the file
	 * @return the map
	 * @throws UnreadableFileException if it cannot be read, names a column that is none
	 * of names, or has the same {@code from} twice
	 */
	public static NameMap read(InputFile file) {
		try (OpenCsvFile open = OpenCsvFile.withDefaultDelimiter(',', file)) {
			List<String> header = List.of(open.names()).stream().map((name) -> Blanks.trim(name)).toList();
			if (!header.equals(COLUMNS)) {
				throw new UnreadableFileException(file.name(), open.line(),
						"a map has the columns column,from,to; this one has " + String.join(",", header) + ".");
			}
			List<Line> lines = new ArrayList<>();
			Set<String> seen = new HashSet<>();
			for (String[] fields = open.records().next(); fields != null; fields = open.records().next()) {
				Line line = Line.of(file.name(), open.line(), fields);
				if (!seen.add(line.column.name() + '\0' + line.key())) {
					throw new UnreadableFileException(file.name(), open.line(), line.column.shown() + " has "
							+ Quoting.quoted(line.from) + " a second time. Keep one of them.");
				}
				lines.add(line);
			}
			return new NameMap(file.name(), open.input().digest(), lines);
		}
		catch (IOException ex) {
			throw new InaccessibleFileException(file.name(), ex);
		}
	}

	/** Returns the digest of the file's bytes. */
	public String sha256() {
		return this.sha256;
	}

	/** Returns the names that a row has in the other account. */
	RowNames map(RowNames names) {
		return new RowNames(map(Column.ROLE_NAME, names.role()), map(Column.USER_EMAIL, names.email()),
				map(Column.ORGANIZATION_NAME, names.organization()), map(Column.SPACE_NAME, names.space()),
				map(Column.PROJECT_NAME, names.project()));
	}

	private String map(Column column, String name) {
		for (Line line : name.isEmpty() ? List.<Line>of() : this.lines) {
			String mapped = (line.column == column) ? line.map(name) : null;
			if (mapped != null) {
				return mapped;
			}
		}
		return name;
	}

	/** Returns a sentence about each line that has fitted no name so far. */
	List<String> unused() {
		return this.lines.stream()
			.filter((line) -> !line.used)
			.map((line) -> this.file + ", line " + line.number + ": no row has the " + line.column.shown() + " "
					+ Quoting.quoted(line.from) + ".")
			.toList();
	}

	private enum Column {

		ROLE_NAME, USER_EMAIL, ORGANIZATION_NAME, SPACE_NAME, PROJECT_NAME;

		String shown() {
			return name().toLowerCase(Locale.ROOT);
		}

		static @Nullable Column of(String text) {
			for (Column column : values()) {
				if (column.shown().equals(text)) {
					return column;
				}
			}
			return null;
		}

	}

	private static final class Line {

		private final long number;

		private final Column column;

		private final String from;

		private final String to;

		private boolean used;

		private Line(long number, Column column, String from, String to) {
			this.number = number;
			this.column = column;
			this.from = from;
			this.to = to;
		}

		static Line of(String file, long number, String[] fields) {
			if (fields.length != COLUMNS.size()) {
				throw new UnreadableFileException(file, number,
						"a line of a map has three values, and this one has " + fields.length + ".");
			}
			Column column = Column.of(Blanks.trim(fields[0]));
			if (column == null) {
				throw new UnreadableFileException(file, number, "column is " + Quoting.quoted(fields[0])
						+ "; it takes role_name, user_email, organization_name, space_name or project_name.");
			}
			String from = Blanks.trim(fields[1]);
			String to = Blanks.trim(fields[TO]);
			if (from.isEmpty() || to.isEmpty()) {
				throw new UnreadableFileException(file, number, "from or to is empty; give it a value.");
			}
			if (from.indexOf('*') != from.lastIndexOf('*') || to.indexOf('*') != to.lastIndexOf('*')
					|| (to.contains("*") && !from.contains("*"))) {
				throw new UnreadableFileException(file, number,
						"from and to have one * at most, and to only if from has it.");
			}
			return new Line(number, column, from, to);
		}

		/** Emails compare without regard to case. */
		String key() {
			return comparable(this.from);
		}

		private String comparable(String name) {
			return (this.column == Column.USER_EMAIL) ? name.toLowerCase(Locale.ROOT) : name;
		}

		/** Returns the other name, or {@code null} if this line does not fit. */
		@Nullable String map(String name) {
			int star = this.from.indexOf('*');
			String wanted = comparable(this.from);
			String given = comparable(name);
			String middle = "";
			if (star < 0) {
				if (!given.equals(wanted)) {
					return null;
				}
			}
			else {
				String end = wanted.substring(star + 1);
				if (given.length() < wanted.length() - 1 || !given.startsWith(wanted.substring(0, star))
						|| !given.endsWith(end)) {
					return null;
				}
				middle = name.substring(star, name.length() - end.length());
			}
			this.used = true;
			return this.to.replace("*", middle);
		}

	}

}
