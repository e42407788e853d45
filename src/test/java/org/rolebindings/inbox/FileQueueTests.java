package org.rolebindings.inbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/** Tests for {@link FileQueue}, on real folders and with a clock that stands still. */
class FileQueueTests {

	private static final Duration SETTLE = Duration.ofSeconds(2);

	/** The content of a file that nobody reads here. */
	private static final String CONTENT = "role_id\n";

	@TempDir
	private Path inbox;

	private final RecordingListener listener = new RecordingListener();

	private final Set<Path> unreadable = new HashSet<>();

	/** Close to where a nanosecond clock turns negative, as it may. */
	private long nanos = Long.MAX_VALUE - Duration.ofSeconds(3).toNanos();

	private Runnable beforeClaim = () -> {
	};

	private FileQueue queue;

	private InboxFolders folders;

	@BeforeEach
	void open() throws IOException {
		this.folders = new InboxFolders(this.inbox);
		this.folders.make();
		this.queue = newQueue();
	}

	private FileQueue newQueue() {
		return new FileQueue(this.inbox, SETTLE, this.folders, this.listener, this::isReadable, () -> this.nanos);
	}

	private boolean isReadable(Path file) {
		this.beforeClaim.run();
		return !this.unreadable.contains(file);
	}

	/** Nobody may rename this file, for instance because it is another user's. */
	private void makeUnclaimable(Path locked) {
		this.folders = new InboxFolders(this.inbox) {

			@Override
			ClaimedFile claim(Path file) throws IOException {
				if (file.equals(locked)) {
					throw new FileSystemException(file.toString(), null, "Operation not permitted");
				}
				return super.claim(file);
			}

		};
		this.queue = newQueue();
	}

	@Test
	void nextWhenAFileCannotBeClaimedTellsItOnceAndTakesTheOthers() throws IOException {
		Path locked = drop("a.csv");
		drop("b.csv");
		makeUnclaimable(locked);
		assertThat(this.queue.next()).isNull();
		pass(SETTLE);
		assertThat(claimNext().name()).isEqualTo("b.csv");
		Files.delete(this.folders.claimed(this.nanos).get(0).path());
		for (int i = 0; i < 3; i++) {
			assertThat(this.queue.next()).isNull();
			pass(Duration.ofMinutes(1));
		}
		assertThat(this.listener.remarks).singleElement()
			.asString()
			.contains(locked.toString(), "Operation not permitted", "left alone");
		assertThat(locked).hasContent(CONTENT);
		assertThat(this.inbox).isDirectoryNotContaining("glob:**probe");
	}

	@Test
	void nextWhenNoFileCanBeClaimedThrows() throws IOException {
		drop("a.csv");
		makeUnclaimable(this.inbox.resolve("a.csv"));
		assertThat(this.queue.next()).isNull();
		pass(SETTLE);
		Files.delete(this.folders.processing());
		Files.createFile(this.folders.processing());
		assertThatIOException().isThrownBy(() -> this.queue.next());
		assertThat(this.listener.remarks).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "~$x.csv", "._x.csv", ".~lock.x.csv", "~x.csv", ".x.csv.csv", ".#x.csv", "x.csv~",
			"x.csv.filepart", "x.csv.crdownload", "x.csv.part", "x.csv.tmp", ".x.csv.swp", ".~lock.x.csv#",
			"~syncthing~x.csv.tmp", "x.csv.partial", "x.csv.lock" })
	void nextLeavesTheCompanionsOfAFileAlone(String name) throws IOException {
		drop(name);
		drop("x.csv");
		assertThat(this.queue.next()).isNull();
		pass(SETTLE);
		assertThat(claimNext().name()).isEqualTo("x.csv");
		pass(Duration.ofDays(1));
		this.queue.postpone(claimed(), Duration.ofDays(2));
		assertThat(this.queue.next()).isNull();
		assertThat(this.inbox.resolve(name)).hasContent(CONTENT);
		assertThat(this.listener.remarks).isEmpty();
	}

	private ClaimedFile claimed() throws IOException {
		return ClaimedFile.at(this.folders.claimed(this.nanos).get(0).path()).orElseThrow();
	}

	@ParameterizedTest
	@ValueSource(strings = { "x (Anna's conflicted copy 2026-03-01).csv", "x.sync-conflict-20260301-080000-ABCDEFG.csv",
			"x (SFConflict a@b.example 2026-03-01).csv" })
	void nextLeavesTheCopyOfASyncClientAloneAndTellsItOnce(String name) throws IOException {
		drop(name);
		for (int i = 0; i < 3; i++) {
			assertThat(this.queue.next()).isNull();
			pass(Duration.ofMinutes(1));
		}
		assertThat(this.listener.remarks).singleElement().asString().contains(name, "sync client");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "\uFEFF\r\n", "role_id,user_id,resource_type,resource_id\n",
			"sep=;\nRole ID;userId;resource-type;resource_id" })
	void nextWhenAFileHasNoRowYetWaitsLongerAndSaysSo(String content) throws IOException {
		Files.writeString(this.inbox.resolve("x.csv"), content);
		assertThat(this.queue.next()).isNull();
		pass(SETTLE.multipliedBy(30).minusNanos(1));
		assertThat(this.queue.next()).isNull();
		assertThat(this.queue.next()).isNull();
		assertThat(this.listener.remarks).singleElement().asString().contains("x.csv has no row yet", "60 s");
		pass(Duration.ofNanos(1));
		assertThat(claimNext().name()).isEqualTo("x.csv");
	}

	/** The size does not change when the rest comes, so nobody would notice it later. */
	@Test
	void nextWhenAFileEndsInNulBytesWaitsLongerAndSaysSo() throws IOException {
		Path file = Files.writeString(this.inbox.resolve("x.csv"),
				"role_id,user_id,resource_type,resource_id\nRol1,Usr1,SPACE,Spa1\n" + "\0".repeat(21));
		assertThat(this.queue.next()).isNull();
		pass(SETTLE.multipliedBy(20));
		assertThat(this.queue.next()).isNull();
		assertThat(this.listener.remarks).singleElement().asString().contains("x.csv ends in NUL bytes", "60 s");
		Files.writeString(file, "role_id,user_id,resource_type,resource_id\n" + "Rol1,Usr1,SPACE,Spa1\n".repeat(2));
		assertThat(this.queue.next()).isNull();
		pass(SETTLE);
		assertThat(claimNext().name()).isEqualTo("x.csv");
	}

	@Test
	void nextWhenAFileOfUtf16EndsInOneNulByteDoesNotWaitLonger() throws IOException {
		Files.write(this.inbox.resolve("x.csv"), "role_id,user_id,resource_type,resource_id\nRol1,Usr1,SPACE,Spa1\n"
			.getBytes(StandardCharsets.UTF_16LE));
		assertThat(this.queue.next()).isNull();
		pass(SETTLE);
		assertThat(claimNext().name()).isEqualTo("x.csv");
	}

	@Test
	void nextWhenTheRowsCameWhileItWaitedTakesTheFileOnceItIsStill() throws IOException {
		Path file = Files.writeString(this.inbox.resolve("x.csv"), "");
		assertThat(this.queue.next()).isNull();
		pass(SETTLE.multipliedBy(20));
		Files.writeString(file, "role_id,user_id,resource_type,resource_id\nRol1,Usr1,SPACE,Spa1\n");
		assertThat(this.queue.next()).isNull();
		pass(SETTLE);
		assertThat(claimNext().name()).isEqualTo("x.csv");
	}

	private Path drop(String name) throws IOException {
		return drop(name, Instant.parse("2026-03-01T08:00:00Z"));
	}

	private Path drop(String name, Instant time) throws IOException {
		Path file = Files.writeString(this.inbox.resolve(name), CONTENT);
		return Files.setLastModifiedTime(file, FileTime.from(time));
	}

	private void pass(Duration time) {
		this.nanos += time.toNanos();
	}

	/** The next file, which there has to be. */
	private ClaimedFile claimNext() throws IOException {
		return Objects.requireNonNull(this.queue.next());
	}

	/** All that there is, as it would be imported, in order. */
	private List<String> rest() throws IOException {
		List<String> names = new ArrayList<>();
		for (ClaimedFile next = this.queue.next(); next != null; next = this.queue.next()) {
			names.add(next.name());
			Files.delete(next.path());
		}
		return names;
	}

	@Test
	void nextWhenAFileHasBeenStillForSoLongIsThatFileUnderItsClaim() throws IOException {
		Path file = drop("x.csv");
		assertThat(this.queue.next()).isNull();
		pass(SETTLE.minusNanos(1));
		assertThat(this.queue.next()).isNull();
		pass(Duration.ofNanos(1));
		ClaimedFile claimed = claimNext();
		assertThat(claimed.name()).isEqualTo("x.csv");
		assertThat(claimed.path()).isEqualTo(this.inbox.resolve("processing").resolve(claimed.claim() + "-x.csv"))
			.hasContent(CONTENT);
		assertThat(file).doesNotExist();
	}

	@Test
	void nextWhenAFileGrowsWaitsAnew() throws IOException {
		Path file = drop("x.csv");
		assertThat(this.queue.next()).isNull();
		pass(SETTLE);
		Files.writeString(file, CONTENT + CONTENT);
		assertThat(this.queue.next()).isNull();
		pass(SETTLE.minusNanos(1));
		assertThat(this.queue.next()).isNull();
		pass(Duration.ofNanos(1));
		assertThat(claimNext().name()).isEqualTo("x.csv");
	}

	@Test
	void nextWhenAFileIsReplacedByAnotherOfTheSameSizeAndTimeWaitsAnew() throws IOException {
		Path file = drop("x.csv");
		assertThat(this.queue.next()).isNull();
		pass(SETTLE);
		Path other = drop("x.csv.part");
		Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
		assertThat(this.queue.next()).isNull();
		pass(SETTLE);
		assertThat(claimNext().name()).isEqualTo("x.csv");
	}

	@Test
	void nextTakesTheOldestFirstAndThoseOfOneTimeByName() throws IOException {
		Instant time = Instant.parse("2026-03-01T08:00:00Z");
		drop("b.csv", time);
		drop("a.csv", time);
		drop("z.csv", time.minusSeconds(1));
		drop("first.csv", time.plusSeconds(1));
		assertThat(this.queue.next()).isNull();
		pass(SETTLE);
		assertThat(rest()).containsExactly("z.csv", "a.csv", "b.csv", "first.csv");
	}

	@Test
	void nextWhenTheClockWasSetBackTakesFilesFromTheFutureAsWell() throws IOException {
		drop("future.csv", Instant.now().plus(Duration.ofDays(365)));
		drop("past.csv", Instant.EPOCH);
		assertThat(this.queue.next()).isNull();
		pass(SETTLE);
		assertThat(rest()).containsExactly("past.csv", "future.csv");
	}

	@Test
	void nextLeavesAloneWhatIsNoCsvFile() throws IOException {
		for (String name : List.of(".hidden.csv", "x.csv.part", "x.csv.tmp", "x.txt", "csv")) {
			drop(name);
		}
		Files.createDirectory(this.inbox.resolve("folder.csv"));
		Files.createSymbolicLink(this.inbox.resolve("link.csv"), drop("target.txt"));
		drop("UPPER.CSV");
		assertThat(this.queue.next()).isNull();
		pass(SETTLE);
		assertThat(rest()).containsExactly("UPPER.CSV");
	}

	@ParameterizedTest
	@ValueSource(strings = { "with blanks .csv", "quote'\".csv", "line\nbreak.csv", "Z\u00fcrich \u6771\u4eac.csv",
			"-rf.csv", "0123456789abcdef-x.csv", "$(x).csv", "%s.csv" })
	void nextWhenTheNameIsUnusualKeepsIt(String name) throws IOException {
		drop(name);
		assertThat(this.queue.next()).isNull();
		pass(SETTLE);
		assertThat(rest()).containsExactly(name);
	}

	@ParameterizedTest
	@ValueSource(strings = { "x", "\u00e4", "\ud83d\ude00" })
	void nextWhenTheNameIsAsLongAsCanBeCutsItBeforeItsExtension(String letter) throws IOException {
		int length = letter.getBytes(StandardCharsets.UTF_8).length;
		String base = letter.repeat((255 - ".csv".length()) / length);
		drop(base + ".csv");
		assertThat(this.queue.next()).isNull();
		pass(SETTLE);
		ClaimedFile claimed = claimNext();
		assertThat(claimed.name()).isEqualTo(letter.repeat((255 - 17 - ".csv".length()) / length) + ".csv");
		assertThat(claimed.path()).exists();
	}

	@Test
	void nextWhenAFileWasClaimedBeforeACrashGivesItAgainFirstUnderTheSameClaim() throws IOException {
		drop("x.csv", Instant.parse("2026-03-02T08:00:00Z"));
		drop("older.csv");
		assertThat(this.queue.next()).isNull();
		Files.delete(this.inbox.resolve("older.csv"));
		pass(SETTLE);
		ClaimedFile before = claimNext();
		drop("older.csv");
		this.queue = newQueue();
		assertThat(this.queue.next()).isEqualTo(before);
		assertThat(this.queue.next()).isEqualTo(before);
	}

	@Test
	void nextWhenTheSameNameIsDroppedAgainIsAnotherClaim() throws IOException {
		drop("x.csv");
		assertThat(this.queue.next()).isNull();
		pass(SETTLE);
		ClaimedFile first = claimNext();
		drop("x.csv");
		this.queue.postpone(first, Duration.ofDays(1));
		assertThat(this.queue.next()).isNull();
		pass(SETTLE);
		ClaimedFile second = claimNext();
		assertThat(second.name()).isEqualTo("x.csv");
		assertThat(second.claim()).isNotEqualTo(first.claim());
	}

	@Test
	void postponeLetsOthersGoFirstAndBringsTheFileBack() throws IOException {
		drop("x.csv");
		drop("y.csv");
		assertThat(this.queue.next()).isNull();
		pass(SETTLE);
		ClaimedFile x = claimNext();
		this.queue.postpone(x, Duration.ofSeconds(10));
		ClaimedFile y = claimNext();
		assertThat(y.name()).isEqualTo("y.csv");
		Files.delete(y.path());
		assertThat(this.queue.next()).isNull();
		pass(Duration.ofSeconds(10));
		assertThat(this.queue.next()).isEqualTo(x);
	}

	@Test
	void nextWhenAFileCannotBeClaimedFailsEachTimeAndTakesItAtOnceWhenItCan() throws IOException {
		drop("x.csv");
		assertThat(this.queue.next()).isNull();
		pass(SETTLE);
		this.beforeClaim = () -> assertThat(this.inbox.resolve("processing").toFile().delete()).isTrue();
		for (int i = 0; i < 2; i++) {
			assertThatIOException().isThrownBy(this.queue::next);
			this.folders.make();
		}
		this.beforeClaim = () -> {
		};
		assertThat(claimNext().name()).isEqualTo("x.csv");
	}

	@Test
	void nextWhenAFileCannotBeReadTellsItOnceAndTakesItOnceItCan() throws IOException {
		Path locked = drop("locked.csv");
		drop("open.csv");
		this.unreadable.add(locked);
		assertThat(this.queue.next()).isNull();
		pass(SETTLE);
		assertThat(rest()).containsExactly("open.csv");
		assertThat(this.queue.next()).isNull();
		assertThat(this.listener.unreadable).containsExactly(locked);
		this.unreadable.clear();
		assertThat(rest()).containsExactly("locked.csv");
	}

	@Test
	void nextWhenAThousandFilesComeAtOnceTakesEachOnceInOrder() throws IOException {
		List<String> names = new ArrayList<>();
		for (int i = 1000; i < 2000; i++) {
			names.add("x" + i + ".csv");
			drop("x" + i + ".csv");
		}
		assertThat(this.queue.next()).isNull();
		pass(SETTLE);
		assertThat(rest()).isEqualTo(names);
		try (Stream<Path> left = Files.list(this.inbox.resolve("processing"))) {
			assertThat(left).isEmpty();
		}
	}

}
