package org.rolebindings.inbox;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.jspecify.annotations.Nullable;

/**
 * Holds an inbox for one watcher: by a lock of the system, which ends with the process,
 * however that ends.
 */
final class InboxHold implements AutoCloseable {

	static final String FILE = ".role-bindings.lock";

	private final Path inbox;

	private final Path file;

	private @Nullable FileChannel channel;

	private @Nullable Object key;

	private @Nullable FileStore store;

	InboxHold(Path inbox) {
		this.inbox = inbox;
		this.file = inbox.resolve(FILE);
	}

	/**
	 * Takes hold of the inbox, or sees that it is still held. A folder that has taken the
	 * place of the one that was held is held from now on; one on another file system is
	 * not, for then the inbox is rather not mounted.
	 * @throws InboxInUseException if another watcher holds it
	 * @throws IOException if there can be no lock, or the inbox is gone
	 */
	void ensure() throws IOException {
		if (!Files.isDirectory(this.inbox)) {
			throw Files.exists(this.inbox) ? new NotDirectoryException(this.inbox.toString())
					: new NoSuchFileException(this.inbox.toString());
		}
		FileStore there = Files.getFileStore(this.inbox);
		if (this.store != null && !this.store.equals(there)) {
			throw new IOException("another file system is at its place; is it mounted?");
		}
		if (this.channel == null || !isHeldFile()) {
			close();
			this.channel = lock();
			this.key = FileStamp.of(this.file).key();
			this.store = there;
		}
	}

	private boolean isHeldFile() throws IOException {
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

	/** Lets go. The file stays: another process may be locking it. */
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
