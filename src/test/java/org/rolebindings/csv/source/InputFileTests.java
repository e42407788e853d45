package org.rolebindings.csv.source;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rolebindings.csv.StubInput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

/** Tests for {@link InputFile}. */
class InputFileTests {

	@TempDir
	Path folder;

	@Test
	void ofTakesARegularFileUnderItsName() throws IOException {
		Path file = Files.createFile(this.folder.resolve("bindings.csv"));
		assertThat(InputFile.of(file)).isEqualTo(new InputFile(file, "bindings.csv"));
	}

	@Test
	void ofWhenThereIsNoFileThrows() {
		Path file = this.folder.resolve("none.csv");
		assertThatExceptionOfType(UnreadableFileException.class).isThrownBy(() -> InputFile.of(file))
			.withMessage(file + ": there is no such file; check the path.");
	}

	@Test
	void ofWhenFileStandsWhereAFolderShouldThrows() throws IOException {
		Path file = Files.createFile(this.folder.resolve("a.csv")).resolve("b.csv");
		assertThatExceptionOfType(UnreadableFileException.class).isThrownBy(() -> InputFile.of(file))
			// Newer JDKs do not tell this from a missing file
			.withMessageMatching(Pattern.quote(file.toString())
					+ ": (it cannot be read \\(.*|there is no such file; check the path.)");
	}

	@Test
	void ofWhenItIsAFolderThrows() {
		assertThatExceptionOfType(UnreadableFileException.class).isThrownBy(() -> InputFile.of(this.folder))
			.withMessage(this.folder + ": it is a folder; name a CSV file.");
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void ofWhenItIsADeviceThrows() {
		assertThatExceptionOfType(UnreadableFileException.class).isThrownBy(() -> InputFile.of(Path.of("/dev/null")))
			.withMessageStartingWith("/dev/null: it is a pipe or a device");
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void ofWhenItIsAPipeThrows() throws Exception {
		Path pipe = this.folder.resolve("pipe.csv");
		assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
		assertThatExceptionOfType(UnreadableFileException.class).isThrownBy(() -> InputFile.of(pipe))
			.withMessageStartingWith(pipe + ": it is a pipe or a device");
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void ofWhenItIsALinkToARegularFileTakesItUnderTheLinksName() throws IOException {
		Path file = Files.createFile(this.folder.resolve("bindings.csv"));
		Path link = Files.createSymbolicLink(this.folder.resolve("latest.csv"), file);
		assertThat(InputFile.of(link).name()).isEqualTo("latest.csv");
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void ofWhenItIsALinkToNothingThrows() throws IOException {
		Path link = Files.createSymbolicLink(this.folder.resolve("latest.csv"), this.folder.resolve("none.csv"));
		assertThatExceptionOfType(UnreadableFileException.class).isThrownBy(() -> InputFile.of(link))
			.withMessageContaining("no such file");
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void ofWhenItIsNotReadableThrows() throws IOException {
		Path file = Files.createFile(this.folder.resolve("secret.csv"));
		Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("-w-------"));
		assumeThat(Files.isReadable(file)).as("root may read everything").isFalse();
		assertThatExceptionOfType(UnreadableFileException.class).isThrownBy(() -> InputFile.of(file))
			.withMessageStartingWith(file + ": it is not readable");
	}

	@Test
	void spoolCopiesEveryByte() throws IOException {
		byte[] bytes = "a,b\n\u00e4,c\n".repeat(50_000).getBytes(StandardCharsets.UTF_8);
		InputFile file = InputFile.spool(new ByteArrayInputStream(bytes), this.folder);
		assertThat(file.name()).isEqualTo("stdin");
		assertThat(file.path()).hasParent(this.folder).hasBinaryContent(bytes);
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void spoolMakesTheFilePrivateBeforeTheFirstByteIsThere() {
		AtomicReference<String> seen = new AtomicReference<>("");
		InputStream in = new StubInput((target, offset, length) -> {
			try (var files = Files.newDirectoryStream(this.folder)) {
				files.forEach((file) -> seen.set(permissions(file)));
			}
			return -1;
		});
		InputFile file = InputFile.spool(in, this.folder);
		assertThat(seen).hasValue("rw-------");
		assertThat(permissions(file.path())).isEqualTo("rw-------");
	}

	@Test
	void spoolWhenInputBreaksThrowsAndLeavesNothing() {
		InputStream in = StubInput.broken("Broken pipe");
		assertThatExceptionOfType(UnreadableFileException.class).isThrownBy(() -> InputFile.spool(in, this.folder))
			.withMessage("stdin: it cannot be copied to " + this.folder
					+ " (Broken pipe); check the folder and its free space.");
		assertThat(this.folder).isEmptyDirectory();
	}

	@Test
	void spoolWhenThereIsNoFolderThrows() {
		Path none = this.folder.resolve("none");
		assertThatExceptionOfType(UnreadableFileException.class)
			.isThrownBy(() -> InputFile.spool(InputStream.nullInputStream(), none))
			.withMessageStartingWith("stdin: it cannot be copied to " + none);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
			x.csv            | x.csv            | x.csv > x-utf8.csv
			data/x.CSV       | x.CSV            | data/x.CSV > data/x-utf8.csv
			/data/x          | x                | /data/x > /data/x-utf8.csv
			/data/my file.csv| my file.csv      | '/data/my file.csv' > '/data/my file-utf8.csv'
			-x.csv           | -x.csv           | './-x.csv' > './-x-utf8.csv'
			p/0a1b-x.csv     | x.csv            | x.csv > x-utf8.csv
			""")
	void conversionHasThePathThatTheUserGave(String path, String name, String files) {
		assertThat(new InputFile(Path.of(path), name).conversion("WINDOWS-1252"))
			.isEqualTo("iconv -f WINDOWS-1252 -t UTF-8 " + files);
	}

	@Test
	void conversionOfStandardInputReadsStandardInput() {
		assertThat(new InputFile(Path.of("/tmp/stdin-1.csv"), "stdin").conversion("WINDOWS-1252"))
			.isEqualTo("iconv -f WINDOWS-1252 -t UTF-8");
	}

	private static String permissions(Path file) {
		try {
			return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

}
