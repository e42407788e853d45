package org.rolebindings.inbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.inbox.FileOutcome.Fate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** Tests for {@link Watcher}, on real folders. */
@Timeout(60)
class WatcherTests {

	@TempDir
	private Path folder;

	private final RecordingListener listener = new RecordingListener();

	private final BlockingQueue<ClaimedFile> imported = new LinkedBlockingQueue<>();

	private final List<Boolean> filings = new CopyOnWriteArrayList<>();

	private final Queue<Fate> fates = new ArrayDeque<>();

	private Runnable atImport = () -> {
	};

	private @Nullable Watcher watcher;

	private @Nullable CompletableFuture<Void> running;

	@AfterEach
	void stop() {
		if (this.watcher != null && this.running != null) {
			this.watcher.stop();
			this.running.join();
		}
	}

	private Path inbox() {
		return this.folder.resolve("inbox");
	}

	private Watcher newWatcher() {
		return new Watcher(new InboxProperties(inbox(), Duration.ofMillis(100)), this::importFile, this.listener);
	}

	private void watch() {
		Watcher started = newWatcher();
		this.watcher = started;
		this.running = CompletableFuture.runAsync(started::run);
		awaitEvent("watching");
	}

	private FileOutcome importFile(ClaimedFile file, FileImporter.Filing filing) throws IOException {
		this.imported.add(file);
		this.atImport.run();
		Fate fate = this.fates.poll();
		FileOutcome outcome = new FileOutcome((fate != null) ? fate : Fate.DONE, 1L, "");
		if (outcome.fate() == Fate.DONE || outcome.fate() == Fate.FAILED) {
			this.filings.add(filing.file(outcome));
		}
		return outcome;
	}

	private void awaitEvent(String event) {
		await().untilAsserted(() -> assertThat(this.listener.events).contains(event));
	}

	private Path drop(String name) throws IOException {
		Path part = Files.writeString(inbox().resolve(name + ".part"), name);
		return Files.move(part, inbox().resolve(name));
	}

	@Test
	void runImportsWhatIsDroppedAndFilesItAway() throws IOException {
		watch();
		drop("x.csv");
		awaitEvent("filed x.csv");
		assertThat(inbox().resolve("done/x-1.csv")).hasContent("x.csv");
		assertThat(this.listener.events).containsExactly("watching", "begins x.csv", "DONE x.csv", "filed x.csv");
	}

	@Test
	void runWhenAFileCannotBeImportedPutsItAside() throws IOException {
		this.fates.add(Fate.FAILED);
		watch();
		drop("x.csv");
		awaitEvent("filed x.csv");
		assertThat(inbox().resolve("failed/x-1.csv")).exists();
	}

	@Test
	void runWhenAFileWasLeftInProcessingImportsItUnderItsClaim() throws IOException {
		Path processing = Files.createDirectories(inbox().resolve("processing"));
		Files.writeString(processing.resolve("00000000deadbeef-x.csv"), "x");
		watch();
		awaitEvent("filed x.csv");
		assertThat(this.imported).extracting(ClaimedFile::claim).containsExactly("00000000deadbeef");
	}

	@Test
	void runWhenAFileChangesDuringItsImportImportsItAgainUnderTheSameClaimAndFilesItOnce() throws IOException {
		this.atImport = () -> {
			if (this.imported.size() == 1) {
				append(this.imported.element().path());
			}
		};
		watch();
		drop("x.csv");
		awaitEvent("filed x.csv");
		assertThat(this.listener.count("DONE x.csv")).isEqualTo(2);
		assertThat(this.imported).extracting(ClaimedFile::claim)
			.hasSize(2)
			.containsOnly(this.imported.element().claim());
		assertThat(this.listener.filed).hasSize(1);
		assertThat(this.filings).containsExactly(false, true);
	}

	@Test
	void runWhenAFiledFileWasWrittenToTellsItAtTheLatestWhenItStops() throws IOException {
		watch();
		drop("x.csv");
		awaitEvent("filed x.csv");
		append(this.listener.filed.get(0));
		stop();
		assertThat(this.listener.remarks).singleElement()
			.asString()
			.contains("x.csv was written to after it was filed away", "x-1.csv had 5 bytes and has 10 now");
	}

	private static void append(Path file) {
		try {
			Files.writeString(file, "more\n", StandardOpenOption.APPEND);
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	@Test
	void runWhenNothingCanBeImportedHasTheFilesWaitInOrder() throws IOException {
		this.fates.addAll(List.of(Fate.WAIT, Fate.WAIT));
		Files.createDirectories(inbox());
		Files.setLastModifiedTime(drop("b.csv"), FileTime.fromMillis(1_000));
		Files.setLastModifiedTime(drop("a.csv"), FileTime.fromMillis(2_000));
		watch();
		awaitEvent("filed a.csv");
		assertThat(this.imported).extracting(ClaimedFile::name).containsExactly("b.csv", "b.csv", "b.csv", "a.csv");
	}

	@Test
	void runWhenOneFileCannotBeReadGoesOnWithTheOthers() throws IOException {
		this.fates.add(Fate.AGAIN);
		Files.createDirectories(inbox());
		Files.setLastModifiedTime(drop("b.csv"), FileTime.fromMillis(1_000));
		drop("a.csv");
		watch();
		awaitEvent("filed a.csv");
		assertThat(this.listener.events).containsSubsequence("AGAIN b.csv", "filed a.csv");
		assertThat(this.listener.filed).hasSize(1);
	}

	@Test
	void runWhenTheInboxVanishesTellsItOnceAndGoesOnOnceItIsBack() throws IOException {
		watch();
		Path away = Files.move(inbox(), this.folder.resolve("away"));
		await().untilAsserted(() -> assertThat(this.listener.troubles()).hasSize(1));
		Files.writeString(away.resolve("x.csv"), "x");
		assertThat(inbox()).doesNotExist();
		Files.move(away, inbox());
		awaitEvent("filed x.csv");
		assertThat(this.listener.events).containsSubsequence("recovered", "begins x.csv");
		assertThat(this.listener.troubles()).singleElement().asString().contains("no such file or folder");
	}

	@Test
	void runWhenAnotherFolderTakesTheInboxsPlaceHoldsThatOne() throws IOException {
		watch();
		Files.move(inbox(), this.folder.resolve("away"));
		Files.createDirectory(inbox());
		drop("x.csv");
		awaitEvent("filed x.csv");
		assertThatExceptionOfType(InboxInUseException.class).isThrownBy(newWatcher()::run);
	}

	@Test
	void runWhenAFileCannotBeFiledAwayTellsItAndDoesSoLater() throws IOException {
		watch();
		this.atImport = () -> replaceByFile(inbox().resolve("done"));
		drop("x.csv");
		await().untilAsserted(() -> assertThat(this.listener.troubles()).hasSize(1));
		assertThat(this.imported.element().path()).exists();
		this.atImport = () -> {
		};
		Files.delete(inbox().resolve("done"));
		awaitEvent("filed x.csv");
		assertThat(this.imported).extracting(ClaimedFile::claim).containsOnly(this.imported.element().claim());
		assertThat(inbox().resolve("done/x-1.csv")).exists();
	}

	private static void replaceByFile(Path folder) {
		try {
			Files.deleteIfExists(folder);
			Files.createFile(folder);
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	@Test
	void runWhenAnotherWatcherHoldsTheInboxEnds() {
		watch();
		assertThatExceptionOfType(InboxInUseException.class).isThrownBy(newWatcher()::run)
			.withMessageContaining(inbox().toString());
	}

	@Test
	void runWhenThereCanBeNoInboxEnds() throws IOException {
		Files.createFile(inbox());
		assertThatExceptionOfType(UnusableInboxException.class).isThrownBy(newWatcher()::run)
			.withMessageStartingWith("--inbox is " + inbox() + ", which cannot be used: ");
	}

	@Test
	void stopEndsTheWatcherAndLetsGoOfTheInbox() {
		watch();
		stop();
		this.listener.events.clear();
		watch();
	}

}
