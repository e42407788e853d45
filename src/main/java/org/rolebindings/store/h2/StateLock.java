package org.rolebindings.store.h2;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;
import org.rolebindings.files.FileProblem;
import org.rolebindings.files.OwnerOnly;
import org.rolebindings.store.ForeignStateException;
import org.rolebindings.store.StateHold;
import org.rolebindings.store.StateHolder;

/**
 * Locks a state folder for this process, and tells others who holds it. The locks are
 * those of the operating system, which end with the process. The content of the file only
 * tells others who the holder is.
 * <p>
 * The holder locks two bytes of the file: the first to hold the state, the second once
 * the content is written. So the content that a dead holder has left is never used. Both
 * bytes are far behind the content, so that others can read it even if locks keep readers
 * out.
 */
final class StateLock implements StateHold, AutoCloseable {

	static final String FILE = "lock";

	static final long HELD = 1L << 30;

	private static final long CONFIRMED = HELD + 1;

	private static final int MAX_CONTENT = 1 << 16;

	/**
	 * The folders that this process holds. It must not open their lock files again: on
	 * some systems, closing any channel to a file releases all locks of the process on
	 * it.
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
	 * Locks a folder, unless it is locked already.
	 * @param folder an existing folder
	 * @return the lock, or {@code null}
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
				lock.writeHolder();
				return lock;
			}
			catch (IOException ex) {
				throw new ForeignStateException(
						"--state is " + folder + ", but the file " + FILE + " in it cannot be written: "
								+ FileProblem.reason(ex) + "; remove the cause, or use another folder.");
			}
		}
	}

	/** Locks a byte of the file, and returns whether that succeeded. */
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
	 * Finds the holder of a folder.
	 * @param folder the folder
	 * @return the holder, or {@code null} if there is none, or it has not written it yet
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
			// Checked first, so that the content is not that of an earlier holder
			if (isUnconfirmed(channel)) {
				return null;
			}
			ByteBuffer content = ByteBuffer.allocate(MAX_CONTENT);
			int length = channel.read(content, 0);
			return StateHolder.fromJson(Arrays.copyOf(content.array(), Math.max(0, length)));
		}
	}

	/** Whether no holder has confirmed the content. */
	private static boolean isUnconfirmed(FileChannel channel) throws IOException {
		try (FileLock lock = channel.tryLock(CONFIRMED, 1, true)) {
			return lock != null;
		}
	}

	/** Who holds the folder holds all runs in it. */
	@Override
	public boolean hold(String target, Duration longestExchange, BooleanSupplier givenUp) {
		// Held since the folder was locked
		return true;
	}

	@Override
	public @Nullable String target() {
		return null;
	}

	/** The lock lasts as long as the process. */
	@Override
	public void requireFor(boolean changesExisting) {
		// Always held
	}

	@Override
	public Set<Long> runsOfOthers() {
		return Set.of();
	}

	@Override
	public void workingOn(long run, String file) {
		synchronized (OWN) {
			this.holder = this.holder.at(run, file);
			try {
				write();
			}
			catch (IOException ex) {
				// Only the message of another process lacks it
			}
		}
	}

	/**
	 * Writes the holder, and confirms the content. Another process may be testing that
	 * byte at the moment, so this tries several times. If nothing can be written, the
	 * state is locked all the same, but others do not see by whom.
	 */
	private void writeHolder() {
		try {
			write();
			for (int i = 0; i < StateWait.TRIES && this.channel.tryLock(CONFIRMED, 1, false) == null; i++) {
				StateWait.pause(StateWait.TRY_AGAIN);
			}
		}
		catch (IOException ex) {
			// Only the message of another process lacks it
		}
	}

	private void write() throws IOException {
		byte[] json = this.holder.toJson();
		this.channel.write(ByteBuffer.wrap(json), 0);
		this.channel.truncate(json.length);
	}

	/** Releases the lock. The file stays, because another process may be locking it. */
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
