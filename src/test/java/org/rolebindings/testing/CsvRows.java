package org.rolebindings.testing;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/** Makes files to import. */
public final class CsvRows {

	/** The header with the required columns. */
	public static final String HEADER = "role_id,user_id,resource_type,resource_id";

	private CsvRows() {
	}

	/** An id as the API writes it. */
	public static String id(String plain) {
		return Base64.getEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
	}

	/** A row that gives a role on a space. */
	public static String row(String role, String user, String space) {
		return id("Role:" + role) + "," + id("User:" + user) + ",SPACE," + id("Space:" + space);
	}

	/** Writes a file of a header and rows. */
	public static Path write(Path file, String... rows) {
		return write(file, HEADER, List.of(rows));
	}

	/** Writes a file of another header and rows. */
	public static Path write(Path file, String header, List<String> rows) {
		try {
			return Files.writeString(file, header + "\n" + String.join("\n", rows) + "\n");
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	/** Writes a file of so many rows that all want something else. */
	public static Path writeMany(Path file, int count) {
		String role = id("Role:1:aa");
		String space = id("Space:1:aa");
		try (Writer writer = Files.newBufferedWriter(file)) {
			writer.write(HEADER + "\n");
			for (int i = 1; i <= count; i++) {
				writer.write(role + "," + id("User:" + i) + ",SPACE," + space + "\n");
			}
			return file;
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

}
