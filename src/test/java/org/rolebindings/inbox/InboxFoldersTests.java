package org.rolebindings.inbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/** Tests for {@link InboxFolders}. */
class InboxFoldersTests {

	private static final FileOutcome DONE = new FileOutcome(FileOutcome.Fate.DONE, 7L, "");

	@TempDir
	private Path inbox;

	private InboxFolders folders;

	@BeforeEach
	void make() throws IOException {
		this.folders = new InboxFolders(this.inbox);
		this.folders.make();
	}

	private ClaimedFile claim(String name) throws IOException {
		return this.folders.claim(Files.writeString(this.inbox.resolve(name), name));
	}

	@Test
	void fileWhenDonePutsTheRunIntoTheName() throws IOException {
		Path place = this.folders.file(claim("x.csv"), DONE);
		assertThat(place).isEqualTo(this.inbox.resolve("done/x-7.csv")).hasContent("x.csv");
	}

	@Test
	void fileWhenFailedWithoutARunPutsTheClaimIntoTheName() throws IOException {
		ClaimedFile file = claim("X.CSV");
		Path place = this.folders.file(file, new FileOutcome(FileOutcome.Fate.FAILED, null, "It is empty."));
		assertThat(place).isEqualTo(this.inbox.resolve("failed/X-" + file.claim() + ".CSV")).hasContent("X.CSV");
	}

	@Test
	void fileWhenTheNameIsTakenTakesTheNextAndOverwritesNothing() throws IOException {
		Files.writeString(this.inbox.resolve("done/x-7.csv"), "another state's");
		assertThat(this.folders.file(claim("x.csv"), DONE)).hasFileName("x-7-2.csv");
		assertThat(this.folders.file(claim("x.csv"), DONE)).hasFileName("x-7-3.csv");
		assertThat(this.inbox.resolve("done/x-7.csv")).hasContent("another state's");
	}

	@Test
	void fileWhenTheNameIsAsLongAsCanBeCutsItAndNeverTheRun() throws IOException {
		String letters = "\u00e4".repeat(125);
		Path place = this.folders.file(claim(letters + ".csv"), DONE);
		assertThat(place.getFileName().toString()).startsWith("\u00e4\u00e4").endsWith("\u00e4-7.csv");
		assertThat(place).exists();
	}

	@Test
	void fileWhenThereIsNoFolderLeavesTheFileWhereItIs() throws IOException {
		ClaimedFile file = claim("x.csv");
		Files.delete(this.inbox.resolve("done"));
		assertThatIOException().isThrownBy(() -> this.folders.file(file, DONE));
		assertThat(file.path()).exists();
	}

	@Test
	void claimWhenProcessingIsNoFolderLeavesTheFileWhereItIs() throws IOException {
		Files.delete(this.inbox.resolve("processing"));
		Files.createFile(this.inbox.resolve("processing"));
		assertThatIOException().isThrownBy(() -> claim("x.csv"));
		assertThat(this.inbox.resolve("x.csv")).exists();
	}

	@Test
	void claimedLeavesAloneWhatHasNoClaim() throws IOException {
		Files.createFile(this.inbox.resolve("processing/by-hand.csv"));
		Files.createDirectory(this.inbox.resolve("processing/0123456789abcdef-x.csv"));
		ClaimedFile file = claim("x.csv");
		assertThat(this.folders.claimed(0)).extracting(InboxFile::path).containsExactly(file.path());
	}

}
