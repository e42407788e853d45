package org.rolebindings.csv.source;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Recognises, by the first bytes of a file, formats that are often named or sent like a
 * CSV, so that the message can say what the file is.
 */
public final class ForeignFormat {

	/** How many bytes are looked at. */
	public static final int HEAD = 4096;

	private static final String SAVE = "; open it there and save it as CSV UTF-8.";

	private static final String EXCEL = "it is an Excel workbook (.xlsx), not a CSV" + SAVE;

	private static final String ZIP = "it is a compressed file (zip), not a CSV; unpack it first.";

	/** What files of a format begin with, hexadecimal. */
	private static final Map<String, String> MAGIC = new LinkedHashMap<>();

	private static final Pattern HTML = Pattern.compile("<(!doctype\\s+html|html|head|body|table|script|meta|!--).*",
			Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

	private static final Pattern JSON = Pattern.compile("\\{\\s*[\"}].*|\\[\\s*[\\[{\"\\]].*", Pattern.DOTALL);

	static {
		MAGIC.put("d0cf11e0a1b11ae1",
				"it is an Excel workbook (.xls, or one with a password) or another Office file, not a CSV" + SAVE);
		MAGIC.put("1f8b", "it is a compressed file (gzip), not a CSV; unpack it first, with gunzip.");
		MAGIC.put("425a68", "it is a compressed file (bzip2), not a CSV; unpack it first, with bunzip2.");
		MAGIC.put("fd377a585a00", "it is a compressed file (xz), not a CSV; unpack it first, with unxz.");
		MAGIC.put("28b52ffd", "it is a compressed file (Zstandard), not a CSV; unpack it first, with unzstd.");
		MAGIC.put("377abcaf271c", "it is a compressed file (7z), not a CSV; unpack it first.");
		MAGIC.put("526172211a07", "it is a compressed file (RAR), not a CSV; unpack it first.");
		MAGIC.put("255044462d", "it is a PDF, not a CSV; export the table as CSV where it comes from.");
		MAGIC.put("504b0506", ZIP);
		MAGIC.put("504b0708", ZIP);
	}

	private ForeignFormat() {
	}

	/**
	 * Says what a file is if its first bytes show that it is not text.
	 * @param bytes the file's first bytes, from the buffer's position on
	 * @return what it is and what to do, or {@code null} if it may be a CSV
	 */
	public static @Nullable String ofBytes(ByteBuffer bytes) {
		byte[] head = new byte[Math.min(bytes.remaining(), HEAD)];
		bytes.get(bytes.position(), head);
		String hex = HexFormat.of().formatHex(head, 0, Math.min(head.length, 8));
		if (hex.startsWith("504b0304")) {
			return ofZip(new String(head, StandardCharsets.ISO_8859_1));
		}
		return MAGIC.entrySet()
			.stream()
			.filter((magic) -> hex.startsWith(magic.getKey()))
			.map(Map.Entry::getValue)
			.findFirst()
			.orElse(null);
	}

	private static String ofZip(String head) {
		if (head.contains("opendocument.spreadsheet")) {
			return "it is an OpenDocument spreadsheet (.ods), not a CSV" + SAVE;
		}
		return (head.contains("[Content_Types].xml") || head.contains("xl/")) ? EXCEL : ZIP;
	}

	/**
	 * Says what a text is if it does not begin with a CSV header.
	 * @param text the beginning of the text
	 * @return what it is and what to do, or {@code null} if it may be a CSV
	 */
	public static @Nullable String ofText(String text) {
		String start = text.strip();
		if (HTML.matcher(start).matches()) {
			return "it is a web page (HTML), not a CSV; a sign-on page or an error page may have been saved instead "
					+ "of the file. Download it again.";
		}
		if (start.startsWith("<?xml") || start.startsWith("<")) {
			return "it is XML, not a CSV; export the table as CSV where it comes from.";
		}
		if (JSON.matcher(start).matches()) {
			return "it is JSON, not a CSV; an answer of a service may have been saved instead of the file. "
					+ "Export the table as CSV.";
		}
		return start.startsWith("{\\rtf") ? "it is a rich text document (RTF), not a CSV; export the table as CSV."
				: null;
	}

}
