package org.rolebindings.inbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatNoException;

/** Tests for {@link InboxLock}; what is mounted where is made up. */
class InboxLockTests {

	private static final String DISK = "the disk";

	@TempDir
	private Path parent;

	private Path inbox;

	/** What is mounted at the inbox. */
	private String mounted = "a share";

	private InboxLock hold;

	@BeforeEach
	void hold() throws IOException {
		this.inbox = Files.createDirectory(this.parent.resolve("inbox"));
		this.hold = newHold();
		this.hold.ensure();
	}

	private InboxLock newHold() {
		return new InboxLock(this.inbox, (folder) -> folder.equals(this.inbox) ? this.mounted : DISK);
	}

	@AfterEach
	void letGo() {
		this.hold.close();
	}

	private void replaceFolder() throws IOException {
		Files.move(this.inbox, this.parent.resolve("away" + System.nanoTime()));
		Files.createDirectory(this.inbox);
	}

	@Test
	void ensureWhenTheInboxIsNotMountedAnyMoreFailsUntilItIs() throws IOException {
		Path share = this.parent.resolve("share");
		Files.move(this.inbox, share);
		Files.createDirectory(this.inbox);
		this.mounted = DISK;
		assertThatIOException().isThrownBy(this.hold::ensure).withMessage("it is not mounted any more");
		Files.delete(this.inbox);
		Files.move(share, this.inbox);
		this.mounted = "a share that is mounted anew, as another device";
		this.hold.ensure();
		assertThatExceptionOfType(InboxInUseException.class).isThrownBy(newHold()::ensure);
	}

	@Test
	void ensureWhenAnEmptyShareIsMountedInItsPlaceHoldsThat() throws IOException {
		replaceFolder();
		this.mounted = "another share";
		this.hold.ensure();
		assertThatExceptionOfType(InboxInUseException.class).isThrownBy(newHold()::ensure);
	}

	@Test
	void ensureWhenAnotherFolderOfTheSameFileSystemIsInItsPlaceHoldsThat() throws IOException {
		replaceFolder();
		this.hold.ensure();
		assertThatExceptionOfType(InboxInUseException.class).isThrownBy(newHold()::ensure);
	}

	@Test
	void ensureWhenTheInboxIsGoneOrAFileFails() throws IOException {
		Files.move(this.inbox, this.parent.resolve("away"));
		assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(this.hold::ensure);
		Files.createFile(this.inbox);
		assertThatExceptionOfType(NotDirectoryException.class).isThrownBy(this.hold::ensure);
	}

	@Test
	void closeLetsAnotherHoldIt() {
		this.hold.close();
		InboxLock other = newHold();
		assertThatNoException().isThrownBy(other::ensure);
		other.close();
	}

}
