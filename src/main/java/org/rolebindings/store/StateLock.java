package org.rolebindings.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.rolebindings.files.FileProblem;
import org.rolebindings.files.OwnerOnly;

/**
 * Holds a state folder for this process alone, and tells others who holds it. What holds
 * it are locks of the system, which end with the process, however that ends; the file's
 * content is only what to tell.
 * <p>
 * Two bytes of the file are locked, one after the other: the first by whoever holds the
 * state, the second once the content says who that is. So what a dead holder has left is
 * never told. Both are far beyond the content, which others can then read even if locks
 * keep readers out.
 */
public final class StateLock implements AutoCloseable {

	static final String FILE = "lock";

	static final long HELD = 1L << 30;

	private static final long NAMED = HELD + 1;

	private static final int MAX_CONTENT = 1 << 16;

	/**
	 * The folders that this process holds. It must not open their files once more: if
	 * locks belong to processes, closing any channel to a file ends all of them.
	 */
	private static final Map<Path, StateLock> OWN = new HashMap<>();

	private final Path folder;

	private final FileChannel channel;

	private StateHolder holder = StateHolder.thisProcess();

	private StateLock(Path folder, FileChannel channel) {
		this.folder = folder;
		this.channel = channel;
	}

	/**
	 * Takes hold of a folder, unless somebody else does.
	 * @param folder an existing folder
	 * @return the hold, or {@code null}
	 * @throws ForeignStateException if there can be no lock in that folder
	 */
	static @Nullable StateLock tryAcquire(Path folder) {
		Path file = folder.resolve(FILE);
		synchronized (OWN) {
			try {
				Path key = folder.toRealPath();
				if (OWN.containsKey(key)) {
					return null;
				}
				FileChannel channel = FileChannel.open(file,
						Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
						OwnerOnly.file(file));
				if (!lock(channel, HELD, folder)) {
					channel.close();
					return null;
				}
				StateLock lock = new StateLock(key, channel);
				OWN.put(key, lock);
				lock.sayWho();
				return lock;
			}
			catch (IOException ex) {
				throw new ForeignStateException(
						"--state is " + folder + ", but the file " + FILE + " in it cannot be written: "
								+ FileProblem.reason(ex) + "; remove the cause, or use another folder.");
			}
		}
	}

	/** Whether the byte is locked from now on. */
	static boolean lock(FileChannel channel, long position, Path folder) throws IOException {
		try {
			return channel.tryLock(position, 1, false) != null;
		}
		catch (OverlappingFileLockException ex) {
			return false;
		}
		catch (IOException ex) {
			channel.close();
			throw new ForeignStateException("--state is " + folder + ", on a file system that cannot lock a file ("
					+ FileProblem.reason(ex) + "); use a folder on a disk of this machine.");
		}
	}

	/**
	 * Who holds a folder.
	 * @param folder the folder
	 * @return the holder, or {@code null} if there is none, or it has not said so yet
	 */
	static @Nullable StateHolder holder(Path folder) {
		synchronized (OWN) {
			try {
				StateLock own = OWN.get(folder.toRealPath());
				return (own != null) ? own.holder : read(folder.resolve(FILE));
			}
			catch (IOException ex) {
				return null;
			}
		}
	}

	private static @Nullable StateHolder read(Path file) throws IOException {
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
			// In this order: what is read afterwards was not written before
			if (isFree(channel)) {
				return null;
			}
			ByteBuffer content = ByteBuffer.allocate(MAX_CONTENT);
			int length = channel.read(content, 0);
			return StateHolder.fromJson(Arrays.copyOf(content.array(), Math.max(0, length)));
		}
	}

	/** Whether nobody has said that the content is true. */
	private static boolean isFree(FileChannel channel) throws IOException {
		try (FileLock lock = channel.tryLock(NAMED, 1, true)) {
			return lock != null;
		}
	}

	/**
	 * Has others know what the holder is at.
	 * @param run the run's number
	 * @param file the name of its file
	 */
	public void workingOn(long run, String file) {
		synchronized (OWN) {
			this.holder = this.holder.at(run, file);
			try {
				write();
			}
			catch (IOException ex) {
				// Only a message to others lacks it
			}
		}
	}

	/**
	 * Somebody may be looking at that very byte at the moment. If nothing can be written,
	 * the state is held all the same, and nobody sees by whom.
	 */
	private void sayWho() {
		try {
			write();
			for (int i = 0; i < StateWait.TRIES && this.channel.tryLock(NAMED, 1, false) == null; i++) {
				StateWait.pause(StateWait.TRY_AGAIN);
			}
		}
		catch (IOException ex) {
			// Only a message to others lacks it
		}
	}

	private void write() throws IOException {
		byte[] json = this.holder.toJson();
		this.channel.write(ByteBuffer.wrap(json), 0);
		this.channel.truncate(json.length);
	}

	/** Lets go. The file stays: another process may be locking it. */
	@Override
	public void close() {
		synchronized (OWN) {
			try {
				this.channel.close();
			}
			catch (IOException ex) {
				// The lock ends with the process
			}
			OWN.remove(this.folder, this);
		}
	}

}
