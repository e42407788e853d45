package org.rolebindings.inbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Looks for rows at the beginning of a file that somebody may still be writing. */
final class FirstLines {

	/** A file of more bytes than this has a row. */
	private static final int MAX_BYTES = 1 << 16;

	private static final List<String> COLUMNS = List.of("roleid", "userid", "resourcetype", "resourceid");

	private FirstLines() {
	}

	/**
	 * Whether a file has no row yet: it is empty, or its only line is a header.
	 * @throws IOException if it cannot be read
	 */
	static boolean haveNoRow(Path file) throws IOException {
		if (Files.size(file) > MAX_BYTES) {
			return false;
		}
		try (InputStream in = Files.newInputStream(file)) {
			List<String> lines = new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8).lines()
				.map((line) -> line.toLowerCase(Locale.ROOT).replaceAll("[\\s\\h\\uFEFF_-]", ""))
				.filter((line) -> !line.isEmpty() && !line.startsWith("sep=") && !line.startsWith("#type"))
				.limit(2)
				.toList();
			return lines.isEmpty() || (lines.size() == 1 && COLUMNS.stream().allMatch(lines.get(0)::contains));
		}
	}

}
