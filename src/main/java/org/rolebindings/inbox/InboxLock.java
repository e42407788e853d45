package org.rolebindings.inbox;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.jspecify.annotations.Nullable;
import org.rolebindings.files.FileStamp;

/**
 * Locks an inbox for one watcher. The operating system releases the lock when the process
 * ends, in whatever way.
 */
final class InboxLock implements AutoCloseable {

	static final String FILE = ".role-bindings.lock";

	private final Path inbox;

	private final Path file;

	private @Nullable FileChannel channel;

	private @Nullable Object key;

	private final Mounts mounts;

	private @Nullable Object fileSystem;

	/** Tells on which file system a folder is. */
	@FunctionalInterface
	interface Mounts {

		Object fileSystemOf(Path folder) throws IOException;

	}

	InboxLock(Path inbox) {
		this(inbox, Files::getFileStore);
	}

	InboxLock(Path inbox, Mounts mounts) {
		this.inbox = inbox;
		this.file = inbox.resolve(FILE);
		this.mounts = mounts;
	}

	/**
	 * Locks the inbox, or checks that it is still locked. If another folder has taken its
	 * place, that one is locked from now on, unless it is only the empty mount point of
	 * the inbox.
	 * @throws InboxInUseException if another watcher has locked it
	 * @throws IOException if there can be no lock, or the inbox is gone
	 */
	void ensure() throws IOException {
		if (!Files.isDirectory(this.inbox)) {
			throw Files.exists(this.inbox) ? new NotDirectoryException(this.inbox.toString())
					: new NoSuchFileException(this.inbox.toString());
		}
		Object there = this.mounts.fileSystemOf(this.inbox);
		if (this.fileSystem != null && !this.fileSystem.equals(there) && isMountPoint(there)) {
			throw new IOException("it is not mounted any more");
		}
		if (this.channel == null || !isLockedFile()) {
			close();
			this.channel = lock();
			this.key = FileStamp.of(this.file).key();
			this.fileSystem = there;
		}
	}

	/** Whether nothing is mounted here, and this has never been an inbox. */
	private boolean isMountPoint(Object there) throws IOException {
		Path parent = this.inbox.getParent();
		return parent != null && this.mounts.fileSystemOf(parent).equals(there) && !Files.exists(this.file);
	}

	private boolean isLockedFile() throws IOException {
		return Files.exists(this.file) && (this.key == null || this.key.equals(FileStamp.of(this.file).key()));
	}

	private FileChannel lock() throws IOException {
		FileChannel opened = FileChannel.open(this.file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
		try {
			FileLock lock = opened.tryLock();
			if (lock != null) {
				return opened;
			}
		}
		catch (OverlappingFileLockException ex) {
			// Another watcher in this process
		}
		catch (IOException ex) {
			opened.close();
			throw ex;
		}
		opened.close();
		throw new InboxInUseException(this.inbox);
	}

	/** Releases the lock. The file stays, because another process may be locking it. */
	@Override
	public void close() {
		try {
			if (this.channel != null) {
				this.channel.close();
			}
		}
		catch (IOException ex) {
			// The lock ends with the process
		}
		this.channel = null;
	}

}
