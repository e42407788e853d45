package org.rolebindings.csv.source;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import org.springframework.util.FileSystemUtils;

/**
 * Private folders in the folder for temporary files. Each process keeps a file in its
 * folder locked, so the next process recognises and removes the folders of killed ones.
 */
public final class TemporaryFiles {

	private static final String PREFIX = "role-bindings-";

	private static final String LOCK = ".in-use";

	/** The locks of this process, which last as long as their channels are open. */
	private static final Map<Path, FileChannel> HELD = new ConcurrentHashMap<>();

	private TemporaryFiles() {
	}

	/**
	 * Makes a new folder for its owner alone, and removes what killed processes left.
	 * @param purpose what its name has after {@value #PREFIX}
	 * @return the folder, to be removed with {@link #remove}
	 * @throws UnwritableTemporaryFilesException if it cannot be made
	 */
	public static Path folder(String purpose) {
		return folder(Path.of(System.getProperty("java.io.tmpdir")), purpose);
	}

	static Path folder(Path parent, String purpose) {
		try {
			Path folder = Files.createTempDirectory(parent, PREFIX + purpose);
			hold(folder);
			removeLeftovers(parent, folder);
			return folder;
		}
		catch (IOException ex) {
			throw new UnwritableTemporaryFilesException(ex);
		}
	}

	/**
	 * Removes a folder with all that is in it.
	 * @param folder the folder, or {@code null} if there is none
	 * @throws IOException if it cannot be removed completely
	 */
	public static void remove(@Nullable Path folder) throws IOException {
		if (folder == null) {
			return;
		}
		try {
			FileSystemUtils.deleteRecursively(folder);
		}
		finally {
			// Not before, or another process would remove it at the same time
			FileChannel lock = HELD.remove(folder);
			if (lock != null) {
				lock.close();
			}
		}
	}

	/** The lock is taken before the file has the name by which others find it. */
	@SuppressWarnings("resource") // HELD closes it
	private static void hold(Path folder) {
		Path unnamed = folder.resolve(LOCK + ".new");
		try {
			FileChannel channel = FileChannel.open(unnamed, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
			HELD.put(folder, channel);
			if (channel.tryLock() != null) {
				Files.move(unnamed, folder.resolve(LOCK));
			}
		}
		catch (IOException ex) {
			// Without the file other processes do not remove the folder
		}
	}

	private static void removeLeftovers(Path parent, Path own) throws IOException {
		try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, PREFIX + "*")) {
			for (Path folder : folders) {
				if (!HELD.containsKey(folder)) {
					removeIfLeft(folder, own);
				}
			}
		}
	}

	/** Keeps another user's folder, a link, and a folder in use. */
	private static void removeIfLeft(Path folder, Path own) {
		Path lock = folder.resolve(LOCK);
		try {
			if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
					|| !Files.isRegularFile(lock, LinkOption.NOFOLLOW_LINKS)
					|| !Files.getOwner(folder).equals(Files.getOwner(own))) {
				return;
			}
			try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
				if (channel.tryLock() != null) {
					FileSystemUtils.deleteRecursively(folder);
				}
			}
		}
		catch (IOException ex) {
			// The next process tries again
		}
	}

}
