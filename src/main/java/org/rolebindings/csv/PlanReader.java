package org.rolebindings.csv;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.ExistingBinding;
import org.rolebindings.binding.Quoting;
import org.rolebindings.binding.validation.Blanks;
import org.rolebindings.csv.source.InaccessibleFileException;
import org.rolebindings.csv.source.InputFile;
import org.rolebindings.csv.source.UnreadableFileException;

/**
 * Reads what a {@code plan.csv} says is in place, line by line, in memory that does not
 * grow with the file.
 */
public final class PlanReader implements Closeable {

	private static final String LINE = "line";

	private static final String BINDING_ID = "binding_id";

	private static final String ROLE_ID = "current_role_id";

	private final String file;

	private final OpenCsvFile open;

	private final int line;

	private final int bindingId;

	private final int roleId;

	private final List<Integer> ids;

	/**
	 * What a plan says about a line of the file that is imported.
	 *
	 * @param line the line on which the record begins
	 * @param binding what is in place, or {@code null} if the plan names no binding
	 * @param ids the role, the user and the resource; an empty text where the plan has no
	 * id
	 */
	public record PlannedLine(long line, @Nullable ExistingBinding binding, List<String> ids) {

		/** Copies the list. */
		public PlannedLine {
			ids = List.copyOf(ids);
		}

	}

	private PlanReader(String file, OpenCsvFile open) {
		this.file = file;
		this.open = open;
		CsvHeader header = CsvHeader.of(file, open.line(), open.names(), Set.of());
		List<String> missing = Stream.of(LINE, BINDING_ID, ROLE_ID).filter((name) -> !header.hasOne(name)).toList();
		if (!missing.isEmpty()) {
			throw new UnreadableFileException(file, open.line(), "it is not a plan, because its header does not have "
					+ String.join(", ", missing) + " exactly once; name the plan.csv that the command plan wrote.");
		}
		this.line = header.indexOf(LINE);
		this.bindingId = header.indexOf(BINDING_ID);
		this.roleId = header.indexOf(ROLE_ID);
		this.ids = Stream.of(CsvHeader.ROLE_ID, CsvHeader.USER_ID, CsvHeader.RESOURCE_ID).map(header::indexOf).toList();
	}

	/**
	 * Opens a plan and reads its header.
	 * @param file the plan
	 * @param delimiter what separates two fields in the file that was planned
	 * @return the reader, to be closed by the caller
	 * @throws UnreadableFileException if the file cannot be read, or is not a plan
	 */
	public static PlanReader open(InputFile file, char delimiter) {
		try {
			OpenCsvFile open = HeaderSearch.find(file, HeaderSearch.finds(delimiter) ? null : delimiter);
			try {
				return new PlanReader(file.name(), open);
			}
			catch (RuntimeException ex) {
				open.close();
				throw ex;
			}
		}
		catch (IOException ex) {
			throw new InaccessibleFileException(file.name(), ex);
		}
	}

	/**
	 * Reads the next line.
	 * @return the line, or {@code null} at the end of the file
	 * @throws UnreadableFileException if the file cannot be read on, or the record is not
	 * one of a plan
	 */
	public @Nullable PlannedLine read() {
		String[] fields = this.open.records().next();
		if (fields == null) {
			return null;
		}
		String id = value(fields, this.bindingId);
		String role = value(fields, this.roleId);
		if (id.isEmpty() != role.isEmpty()) {
			throw wrong(
					"it has " + (id.isEmpty() ? ROLE_ID + " but no " + BINDING_ID : BINDING_ID + " but no " + ROLE_ID)
							+ "; a plan names both or neither");
		}
		return new PlannedLine(lineNumber(value(fields, this.line)),
				id.isEmpty() ? null : new ExistingBinding(id, role),
				this.ids.stream().map((column) -> value(fields, column)).toList());
	}

	private long lineNumber(String text) {
		try {
			return Long.parseLong(text);
		}
		catch (NumberFormatException ex) {
			throw wrong("its " + LINE + " is " + Quoting.quoted(text) + ", which is not the number of a line");
		}
	}

	private UnreadableFileException wrong(String reason) {
		return new UnreadableFileException(this.file, this.open.line(), reason + ". Make a new plan.");
	}

	private static String value(String[] fields, int column) {
		return (column >= 0 && column < fields.length) ? CsvText.original(Blanks.trim(fields[column])) : "";
	}

	/**
	 * The digest of the whole file. Its end has to be read before.
	 * @return SHA-256 of all bytes, hexadecimal, in lower case
	 */
	public String sha256() {
		return this.open.input().digest();
	}

	@Override
	public void close() throws IOException {
		this.open.close();
	}

}
