package org.rolebindings.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Forces files and folders to the disk, so that they survive a loss of power. */
public final class DiskSync {

	private DiskSync() {
	}

	/**
	 * Forces the content of a file to the disk.
	 * @param file an existing file
	 * @throws IOException if that fails
	 */
	public static void file(Path file) throws IOException {
		force(file, StandardOpenOption.WRITE);
	}

	/**
	 * Forces the names in a folder to the disk, so that a rename survives. Does nothing
	 * if the file system cannot do that.
	 * @param folder an existing folder
	 */
	public static void folder(Path folder) {
		try {
			force(folder, StandardOpenOption.READ);
		}
		catch (IOException ex) {
			// Not every file system can do that to a folder
		}
	}

	private static void force(Path path, StandardOpenOption access) throws IOException {
		try (FileChannel channel = FileChannel.open(path, access)) {
			channel.force(true);
		}
	}

}
