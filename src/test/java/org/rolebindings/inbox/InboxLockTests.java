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

	private InboxLock lock;

	@BeforeEach
	void lock() throws IOException {
		this.inbox = Files.createDirectory(this.parent.resolve("inbox"));
		this.lock = newLock();
		this.lock.ensure();
	}

	private InboxLock newLock() {
		return new InboxLock(this.inbox, (folder) -> folder.equals(this.inbox) ? this.mounted : DISK);
	}

	@AfterEach
	void letGo() {
		this.lock.close();
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
		assertThatIOException().isThrownBy(this.lock::ensure).withMessage("it is not mounted any more");
		Files.delete(this.inbox);
		Files.move(share, this.inbox);
		this.mounted = "a share that is mounted anew, as another device";
		this.lock.ensure();
		assertThatExceptionOfType(InboxInUseException.class).isThrownBy(newLock()::ensure);
	}

	@Test
	void ensureWhenAnEmptyShareIsMountedInItsPlaceHoldsThat() throws IOException {
		replaceFolder();
		this.mounted = "another share";
		this.lock.ensure();
		assertThatExceptionOfType(InboxInUseException.class).isThrownBy(newLock()::ensure);
	}

	@Test
	void ensureWhenAnotherFolderOfTheSameFileSystemIsInItsPlaceHoldsThat() throws IOException {
		replaceFolder();
		this.lock.ensure();
		assertThatExceptionOfType(InboxInUseException.class).isThrownBy(newLock()::ensure);
	}

	@Test
	void ensureWhenTheInboxIsGoneOrAFileFails() throws IOException {
		Files.move(this.inbox, this.parent.resolve("away"));
		assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(this.lock::ensure);
		Files.createFile(this.inbox);
		assertThatExceptionOfType(NotDirectoryException.class).isThrownBy(this.lock::ensure);
	}

	@Test
	void closeLetsAnotherHoldIt() {
		this.lock.close();
		InboxLock other = newLock();
		assertThatNoException().isThrownBy(other::ensure);
		other.close();
	}

}
