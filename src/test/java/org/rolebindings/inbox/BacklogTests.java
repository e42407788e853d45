package org.rolebindings.inbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link Backlog}. */
class BacklogTests {

	@TempDir
	Path inbox;

	private final AtomicLong time = new AtomicLong(7);

	private InboxFolders folders;

	private Backlog backlog;

	@BeforeEach
	void make() throws IOException {
		this.folders = new InboxFolders(this.inbox);
		this.folders.make();
		this.backlog = new Backlog(this.inbox, this.time::get);
	}

	private Path drop(String name, long modified) throws IOException {
		Path file = Files.writeString(this.inbox.resolve(name), "x");
		return Files.setLastModifiedTime(file, FileTime.fromMillis(modified));
	}

	@Test
	void lookWhenNothingWaitsIsNone() {
		assertThat(this.backlog.snapshot(null)).isEqualTo(Backlog.Snapshot.NONE);
	}

	@Test
	void lookHasClaimedFilesBeforeOthersEachOldestFirst() throws IOException {
		drop("b.csv", 2_000);
		drop("a.csv", 3_000);
		ClaimedFile claimed = this.folders.claim(drop("z.csv", 9_000));
		drop("x.part", 1_000);
		assertThat(this.backlog.snapshot(null).first()).containsExactly("z.csv", "b.csv", "a.csv");
		assertThat(this.backlog.snapshot(claimed).first()).containsExactly("b.csv", "a.csv");
		assertThat(this.backlog.snapshot(claimed).files()).isEqualTo(2);
	}

	@Test
	void lookTellsForHowLongTheFirstHasBeenWaiting() throws IOException {
		drop("a.csv", 1_000);
		assertThat(this.backlog.snapshot(null).oldest()).isZero();
		this.time.addAndGet(Duration.ofMinutes(3).toNanos());
		drop("b.csv", 500);
		assertThat(this.backlog.snapshot(null).oldest()).isEqualTo(Duration.ofMinutes(3));
	}

	@Test
	void lookWhenManyWaitNamesTwenty() throws IOException {
		for (int i : IntStream.range(0, 30).toArray()) {
			drop("f" + i + ".csv", i * 1_000L);
		}
		Backlog.Snapshot look = this.backlog.snapshot(null);
		assertThat(look.files()).isEqualTo(30);
		assertThat(look.first()).hasSize(20).startsWith("f0.csv", "f1.csv").endsWith("f19.csv");
	}

	@Test
	void lookWhenTheInboxIsGoneSaysWhy() throws IOException {
		Backlog gone = new Backlog(this.inbox.resolve("gone"), this.time::get);
		assertThat(gone.snapshot(null).trouble()).contains("gone", "no such file or folder");
	}

}
