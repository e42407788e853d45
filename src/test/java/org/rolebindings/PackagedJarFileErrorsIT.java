package org.rolebindings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rolebindings.testing.CsvRows;
import org.rolebindings.testing.Program;

import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;

/** Tests of files that the packaged program cannot import. */
class PackagedJarFileErrorsIT {

	private static final String HEADER = CsvRows.HEADER + "\n";

	private static final String ROW = CsvRows.row("1:a", "1", "1") + "\n";

	@RegisterExtension
	static final WireMockExtension SERVER = WireMockExtension.newInstance()
		.options(WireMockConfiguration.wireMockConfig().dynamicPort())
		.build();

	@TempDir
	Path folder;

	private enum Content {

		EMPTY(""), BLANK_LINES("\n\n"), NO_ROWS(HEADER), MISSING_COLUMN("role_id,user_id,resource_type\n1,2,3\n"),
		COLUMN_TWICE("role_id,user_id,resource_type,resource_id,User_Id\n1,2,3,4,5\n"),
		UNCLOSED(HEADER + ROW + "\"never closed\n" + ROW), AFTER_QUOTE(HEADER + ROW + "\"a\"b,c,d,e\n"),
		TOO_LONG(HEADER + ROW + "x".repeat((1 << 20) + 1) + "\n"), NUL(HEADER + ROW + "a\0b,c,d,e\n"),
		LATIN_1((HEADER + ROW + "M\u00FCller,b,c,d\n").getBytes(StandardCharsets.ISO_8859_1)),
		UTF_16((HEADER + ROW).getBytes(StandardCharsets.UTF_16));

		@SuppressWarnings("ImmutableEnumChecker") // nobody writes to it
		private final byte[] bytes;

		Content(String text) {
			this(text.getBytes(StandardCharsets.UTF_8));
		}

		Content(byte[] bytes) {
			this.bytes = bytes;
		}

	}

	@Test
	void importOfAQuoteThatIsNeverClosedIsRefused() throws IOException {
		importOfWhatIsNoCsvIsRefusedInOneLine(Content.UNCLOSED, "x.csv, line 3", "quote");
	}

	@ParameterizedTest
	@Tag("long")
	@CsvSource({ "EMPTY, x.csv, empty", "BLANK_LINES, x.csv, header", "NO_ROWS, 'x.csv, line 1', --allow-empty",
			"MISSING_COLUMN, 'x.csv, line 1', resource_id", "COLUMN_TWICE, 'x.csv, line 1', user_id",
			"UNCLOSED, 'x.csv, line 3', quote", "AFTER_QUOTE, 'x.csv, line 3', quote",
			"TOO_LONG, 'x.csv, line 3', 1 MiB", "NUL, 'x.csv, line 3', NUL", "LATIN_1, 'x.csv, line 3', UTF-8",
			"UTF_16, x.csv, UTF-16" })
	void importOfWhatIsNoCsvIsRefusedInOneLine(Content content, String where, String reason) throws IOException {
		Files.write(this.folder.resolve("x.csv"), content.bytes);
		assertIsRefused("x.csv", where + ": ", reason);
	}

	@Test
	void importOfNoSuchFileIsRefused() {
		assertIsRefused("nosuch.csv", "nosuch.csv: ", "no such file");
	}

	@Test
	void importOfFolderIsRefused() {
		assertIsRefused(".", ".: ", "folder");
	}

	@Test
	void importOfPipeIsRefused() {
		Program program = new Program(this.folder);
		assertThat(program.runCommand(List.of("mkfifo", "pipe.csv")).code()).isZero();
		assertIsRefused("pipe.csv", "pipe.csv: ", "pipe");
	}

	private void assertIsRefused(String file, String where, String reason) {
		Program.Result result = new Program(this.folder).run("import", file, "--base-url", SERVER.baseUrl());
		assertThat(result.code()).isEqualTo(2);
		assertThat(result.out()).isEmpty();
		assertThat(result.errorLines()).singleElement()
			.asString()
			.startsWith("role-bindings: " + where)
			.contains(reason);
		assertThat(this.folder.resolve("reports")).doesNotExist();
		SERVER.verify(0, anyRequestedFor(anyUrl()));
	}

}
