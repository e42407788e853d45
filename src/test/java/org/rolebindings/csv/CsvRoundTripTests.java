package org.rolebindings.csv;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.rolebindings.binding.validation.Blanks;
import org.rolebindings.binding.validation.InputRow;
import org.rolebindings.csv.source.UnreadableFileException;

import static org.assertj.core.api.Assertions.assertThat;

/** Properties of {@link CsvText} and {@link CsvRecordReader} together. */
class CsvRoundTripTests {

	private static final Pattern BREAK = Pattern.compile("\r\n|\r|\n");

	private static final List<String> REQUIRED = List.of("role_id", "user_id", "resource_type", "resource_id");

	private static final CsvOptions OPTIONS = new CsvOptions(',', true);

	private static Path folder = Path.of("");

	@BeforeContainer
	static void makeFolder() throws IOException {
		folder = Files.createTempDirectory("csv");
	}

	@AfterContainer
	static void deleteFolder() throws IOException {
		Files.deleteIfExists(folder.resolve("x.csv"));
		Files.delete(folder);
	}

	@Property(tries = 500)
	void whatIsWrittenIsReadBackFromTheSameLine(@ForAll @From("tables") Table table) {
		StringBuilder text = new StringBuilder(table.mark());
		List<InputRow> expected = new ArrayList<>();
		text.append(table.blanks().get(0).replace("|", table.end())).append(CsvText.join(table.header()));
		for (int i = 0; i < table.rows().size(); i++) {
			List<String> row = table.rows().get(i);
			text.append(table.end()).append(table.blanks().get(i + 1).replace("|", table.end()));
			if (!row.stream().allMatch(Blanks::isBlank)) {
				expected.add(new InputRow(lineAfter(text), CsvText.join(row), value(table, row, "role_id"),
						value(table, row, "user_id"), value(table, row, "resource_type"),
						value(table, row, "resource_id"), null));
			}
			text.append(CsvText.join(row));
		}
		text.append(table.lastEnd() ? table.end() : "");
		assertThat(CsvFile.of(folder, text.toString()).rows(OPTIONS)).isEqualTo(expected);
	}

	@Property(tries = 500)
	void whatIsWrittenWithAnotherDelimiterIsReadBack(@ForAll @From("tables") Table table,
			@ForAll @From("delimiters") char delimiter) {
		StringBuilder text = new StringBuilder(CsvText.delimited(CsvText.join(table.header()), delimiter)).append('\n');
		List<String> expected = new ArrayList<>();
		for (List<String> row : table.rows()) {
			text.append(CsvText.delimited(CsvText.join(row), delimiter)).append('\n');
			if (!row.stream().allMatch(Blanks::isBlank)) {
				expected.add(CsvText.join(row));
			}
		}
		assertThat(CsvFile.of(folder, text.toString()).rows(new CsvOptions(delimiter, true)))
			.extracting(InputRow::carried)
			.isEqualTo(expected);
	}

	@Provide
	Arbitrary<Character> delimiters() {
		return Arbitraries.of(';', '\t', '|', ' ', 'a');
	}

	private static long lineAfter(CharSequence text) {
		return 1 + BREAK.matcher(text).results().count();
	}

	private static String value(Table table, List<String> row, String column) {
		return Blanks.trim(row.get(table.header().indexOf(column)));
	}

	@Property(tries = 2000)
	void anyBytesAreReadWhollyOrRefusedOnce(@ForAll @From("files") byte[] bytes)
			throws IOException, NoSuchAlgorithmException {
		CsvFile file = CsvFile.of(folder, bytes);
		long line = 0;
		try (CsvRecordReader reader = file.open(OPTIONS)) {
			for (InputRow row = reader.read(); row != null; row = reader.read()) {
				assertThat(row.line()).isGreaterThan(line);
				line = row.line();
			}
			String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
			assertThat(reader.sha256()).isEqualTo(digest);
		}
		catch (UnreadableFileException ex) {
			assertThat(ex).hasMessageStartingWith("x.csv").hasMessageMatching("\\P{Cntrl}+[.]");
		}
	}

	@Provide
	Arbitrary<Table> tables() {
		Arbitrary<List<String>> headers = CsvTexts.anyText()
			.list()
			.ofMaxSize(3)
			.flatMap((further) -> Arbitraries.shuffle(concat(REQUIRED, further)));
		return headers.flatMap((header) -> {
			Arbitrary<List<List<String>>> rows = CsvTexts.anyText().list().ofSize(header.size()).list().ofMaxSize(5);
			Arbitrary<List<String>> blanks = Arbitraries.of("", "", "|", " \t|", "||", "\u2003| |").list().ofSize(6);
			return Combinators
				.combine(Arbitraries.just(header), rows, blanks, Arbitraries.of("\n", "\r\n", "\r"),
						Arbitraries.of("", "\uFEFF"), Arbitraries.of(true, false))
				.as(Table::new);
		});
	}

	private static List<String> concat(List<String> first, List<String> second) {
		List<String> all = new ArrayList<>(first);
		all.addAll(second);
		return all;
	}

	@Provide
	Arbitrary<byte[]> files() {
		Arbitrary<Byte> bytes = Arbitraries.oneOf(
				Arbitraries.of(',', '"', '\r', '\n', ' ', 'a', ';').map((c) -> (byte) c.charValue()),
				Arbitraries.of(',', '"', '\n', 'a').map((c) -> (byte) c.charValue()),
				Arbitraries.frequency(Tuple.of(50, (byte) '"'), Tuple.of(1, (byte) 0), Tuple.of(1, (byte) 0xC3),
						Tuple.of(1, (byte) 0xA4)));
		Arbitrary<byte[]> tails = Arbitraries.oneOf(bytes.array(byte[].class).ofMaxSize(40),
				Arbitraries.bytes().array(byte[].class).ofMaxSize(40));
		return Combinators.combine(Arbitraries.of("", "\uFEFF", CsvFile.HEADER, CsvFile.HEADER + "Rol1,"), tails)
			.as(CsvRoundTripTests::concat);
	}

	private static byte[] concat(String head, byte[] tail) {
		byte[] start = head.getBytes(StandardCharsets.UTF_8);
		byte[] all = Arrays.copyOf(start, start.length + tail.length);
		System.arraycopy(tail, 0, all, start.length, tail.length);
		return all;
	}

	/**
	 * A file to write.
	 *
	 * @param header the columns' names
	 * @param rows the rows, each with a field for each column
	 * @param blanks what stands before the header and each row, | being a line's end
	 * @param end how lines end
	 * @param mark what stands before everything
	 * @param lastEnd whether the last line has an end
	 */
	record Table(List<String> header, List<List<String>> rows, List<String> blanks, String end, String mark,
			boolean lastEnd) {
	}

}
