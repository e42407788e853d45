package org.rolebindings.job.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Tests for {@link ExportOutput} and where it goes. */
class ExportOutputTests {

	@TempDir
	Path folder;

	@Test
	void publishReplacesTheFileAsAWhole() throws IOException {
		Path out = Files.writeString(this.folder.resolve("out.csv"), "before");
		try (ExportOutput output = open(out)) {
			output.write("new");
			assertThat(out).hasContent("before");
			assertThat(output.publish(false)).isNull();
		}
		assertThat(out).hasContent("new\n");
		assertThat(files()).containsExactly("out.csv");
	}

	@Test
	void closeWithoutPublishLeavesWhatWasThere() throws IOException {
		Path out = Files.writeString(this.folder.resolve("out.csv"), "before");
		try (ExportOutput output = open(out)) {
			output.write("new");
		}
		assertThat(out).hasContent("before");
		assertThat(files()).containsExactly("out.csv");
	}

	@Test
	void openRemovesWhatAKilledProcessLeftAndKeepsWhatIsInUse() throws IOException {
		Path left = Files.createFile(this.folder.resolve(".out.csv.0123456789abcdef.tmp"));
		Path inUse = Files.createFile(this.folder.resolve(".out.csv.00000000000000aa.tmp"));
		Path ofAnother = Files.createFile(this.folder.resolve(".other.csv.0123456789abcdef.tmp"));
		try (FileChannel channel = FileChannel.open(inUse, StandardOpenOption.WRITE); var lock = channel.lock()) {
			assertThat(lock.isValid()).isTrue();
			open(this.folder.resolve("out.csv")).close();
		}
		assertThat(left).doesNotExist();
		assertThat(inUse).exists();
		assertThat(ofAnother).exists();
	}

	@Test
	void publishWithoutUnnamedBindingsRemovesAnOldFileOfThem() throws IOException {
		Path old = Files.writeString(this.folder.resolve("out-unnamed.csv"), "old");
		try (ExportOutput output = open(this.folder.resolve("out.csv"))) {
			output.publish(false);
		}
		assertThat(old).doesNotExist();
	}

	@Test
	void publishWithUnnamedBindingsWritesThem() throws IOException {
		try (ExportOutput output = open(this.folder.resolve("out.csv"))) {
			output.writeUnnamed("some");
			output.publish(true);
		}
		assertThat(this.folder.resolve("out-unnamed.csv")).hasContent("some\n");
	}

	@Test
	void publishThroughALinkReplacesWhatItLeadsTo() throws IOException {
		Path real = Files.writeString(this.folder.resolve("real.csv"), "before");
		Path link = Files.createSymbolicLink(this.folder.resolve("link.csv"), real);
		try (ExportOutput output = open(link)) {
			output.write("new");
			output.publish(false);
		}
		assertThat(link).isSymbolicLink();
		assertThat(real).hasContent("new\n");
	}

	@Test
	void standardOutputGetsNothingBeforeAllIsWritten() {
		ByteArrayOutputStream standard = new ByteArrayOutputStream();
		try (ExportOutput output = ExportOutput.open(properties(Path.of("-"), null), new PrintStream(standard))) {
			output.write("row");
			assertThat(standard.size()).isZero();
			output.publish(false);
		}
		assertThat(standard).hasToString("row\n");
	}

	@Test
	void publishWhenStandardOutputIsBrokenLeavesWhatWasThere() throws IOException {
		Path unnamed = Files.writeString(this.folder.resolve("unnamed.csv"), "before");
		OutputStream broken = OutputStream.nullOutputStream();
		broken.close();
		try (ExportOutput output = ExportOutput.open(properties(Path.of("-"), unnamed), new PrintStream(broken))) {
			output.write("row");
			output.writeUnnamed("some");
			assertThat(output.publish(true)).isNull();
		}
		assertThat(unnamed).hasContent("before");
	}

	@ParameterizedTest
	@CsvSource({ "., it is a folder", "missing/out.csv, there is no such folder",
			"/dev/null, it is a device or a pipe, not a file; without --out" })
	void openWhenTheFileCannotBeWrittenSaysSo(Path out, String reason) {
		Path place = this.folder.resolve(out);
		assertThatExceptionOfType(UnwritableExportException.class).isThrownBy(() -> open(place))
			.withMessageContaining(place + " cannot be written: " + reason)
			.matches((failure) -> !failure.isBegun());
	}

	@Test
	void openWhenALinkLeadsNowhereKeepsTheLinkAndSaysSo() throws IOException {
		Path link = Files.createSymbolicLink(this.folder.resolve("link.csv"), this.folder.resolve("none.csv"));
		assertThatExceptionOfType(UnwritableExportException.class).isThrownBy(() -> open(link))
			.withMessageContaining("it is a link to a file that does not exist");
		assertThat(files()).containsExactly("link.csv");
	}

	@Test
	void openWhenBothFilesAreOneSaysSoAndLeavesNothing() throws IOException {
		Path inner = Files.createDirectory(this.folder.resolve("inner"));
		Path link = Files.createSymbolicLink(this.folder.resolve("link"), inner);
		for (Path same : List.of(inner.resolve("../inner/out.csv"), link.resolve("out.csv"))) {
			assertThatExceptionOfType(UnwritableExportException.class)
				.isThrownBy(() -> ExportOutput.open(properties(inner.resolve("out.csv"), same), System.out))
				.withMessageContaining("--out and --unnamed are the same file");
		}
		assertThat(inner).isEmptyDirectory();
	}

	@Test
	void openWhenTheUnnamedFileIsADeviceNamesItsOption() {
		assertThatExceptionOfType(UnwritableExportException.class)
			.isThrownBy(() -> ExportOutput.open(properties(Path.of("-"), Path.of("/dev/null")), System.out))
			.withMessageContaining(
					"/dev/null cannot be written: it is a device or a pipe, not a file; without --unnamed");
	}

	@Test
	void openWhenTheUnnamedFileCannotBeWrittenLeavesNothing() throws IOException {
		Path unnamed = Files.createDirectory(this.folder.resolve("folder"));
		assertThatExceptionOfType(UnwritableExportException.class)
			.isThrownBy(() -> ExportOutput.open(properties(this.folder.resolve("out.csv"), unnamed), System.out));
		assertThat(files()).containsExactly("folder");
	}

	@ParameterizedTest
	@CsvSource({ "out.csv, out-unnamed.csv", "out.CSV, out-unnamed.csv", "out, out-unnamed.csv", ".csv, -unnamed.csv" })
	void unnamedFileHasTheNameOfTheOutput(Path out, Path unnamed) {
		assertThat(properties(out, null).unnamedFile()).isEqualTo(unnamed);
	}

	@ParameterizedTest
	@CsvSource({ "out.csv, out.csv", "out.csv, -" })
	void propertiesWhenTheUnnamedFileIsNoFileOfItsOwnAreRefused(Path out, Path unnamed) {
		assertThatIllegalArgumentException().isThrownBy(() -> properties(out, unnamed))
			.withMessageStartingWith("--unnamed is ");
	}

	private static ExportOutput open(Path out) {
		return ExportOutput.open(properties(out, null), System.out);
	}

	private static ExportProperties properties(Path out, @Nullable Path unnamed) {
		return new ExportProperties(out.toString(), "", "", "", "", ExportColumns.NAMES,
				(unnamed != null) ? unnamed.toString() : null);
	}

	private List<String> files() throws IOException {
		try (Stream<Path> files = Files.list(this.folder)) {
			return files.map((file) -> file.getFileName().toString()).sorted().toList();
		}
	}

}
