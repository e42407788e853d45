package org.rolebindings.inbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Checks whether a file looks as if somebody were still writing it. */
final class CompletenessCheck {

	/** A file of more bytes than this has a row. */
	private static final int MAX_BYTES = 1 << 16;

	private static final int NULS = 16;

	private static final List<String> COLUMNS = List.of("roleid", "userid", "resourcetype", "resourceid");

	private CompletenessCheck() {
	}

	/**
	 * Whether a file ends in NUL bytes: a program that copies it has reserved the room
	 * and not filled it yet. A few of them may be the end of UTF-16, or of a zip.
	 * @throws IOException if it cannot be read
	 */
	static boolean endsInNuls(Path file) throws IOException {
		try (SeekableByteChannel channel = Files.newByteChannel(file)) {
			ByteBuffer last = ByteBuffer.allocate(NULS);
			return channel.size() >= NULS && channel.position(channel.size() - NULS).read(last) == NULS
					&& Arrays.equals(last.array(), new byte[NULS]);
		}
	}

	/**
	 * Whether a file has no row yet: it is empty, or its only line is a header.
	 * @throws IOException if it cannot be read
	 */
	static boolean hasNoRow(Path file) throws IOException {
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
