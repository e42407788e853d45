package org.rolebindings.inbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.files.FileStamp;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link FiledFiles}, on real files. */
class FiledFilesTests {

	private static final long SOON = Duration.ofSeconds(5).toNanos();

	@TempDir
	private Path folder;

	private final FiledFiles files = new FiledFiles();

	private Path place = Path.of("");

	@BeforeEach
	void file() throws IOException {
		this.place = Files.writeString(this.folder.resolve("x-1.csv"), "12345");
		this.files.add(this.place, "x.csv", FileStamp.of(this.place), 0);
	}

	private void append() throws IOException {
		Files.writeString(this.place, "678", StandardOpenOption.APPEND);
	}

	@Test
	void grownWhenAFileHasMoreBytesTellsItOnce() throws IOException {
		assertThat(this.files.grown(SOON)).isEmpty();
		append();
		assertThat(this.files.grown(SOON + 1)).as("just looked").isEmpty();
		assertThat(this.files.grown(2 * SOON)).containsExactly("x.csv was written to after it was filed away: "
				+ this.place + " had 5 bytes and has 8 now. What was added was not read; once the file is complete, "
				+ "drop the whole file again.");
		append();
		assertThat(this.files.grown(3 * SOON)).isEmpty();
	}

	@Test
	void grownWhenAFileWasTouchedTellsNothing() throws IOException {
		Files.setLastModifiedTime(this.place, FileTime.fromMillis(0));
		assertThat(this.files.grown(SOON)).isEmpty();
	}

	@Test
	void grownWhenAFileWasTakenAwayOrReplacedTellsNothing() throws IOException {
		Path other = Files.writeString(this.folder.resolve("y.csv"), "more than before");
		Files.move(this.place, this.folder.resolve("kept.csv"));
		assertThat(this.files.grown(SOON)).isEmpty();
		Files.move(other, this.place);
		assertThat(this.files.grown(2 * SOON)).isEmpty();
	}

	@Test
	void grownAfterADayTellsNothing() throws IOException {
		append();
		assertThat(this.files.grown(Duration.ofDays(1).toNanos() + 1)).isEmpty();
	}

}
