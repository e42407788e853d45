package org.rolebindings.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Permissions for the owner only. State and reports have them from their creation on,
 * because they say who may do what in an account. Without effect on a file system that
 * has no such permissions.
 */
public final class OwnerOnly {

	private static final String FILE = "rw-------";

	private static final String FOLDER = "rwx------";

	private OwnerOnly() {
	}

	/**
	 * The attributes for creating a file.
	 * @param place where it will be
	 * @return its attributes
	 */
	public static FileAttribute<?>[] file(Path place) {
		return attributes(place, FILE);
	}

	/**
	 * The attributes for creating a folder.
	 * @param place where it will be
	 * @return its attributes
	 */
	public static FileAttribute<?>[] folder(Path place) {
		return attributes(place, FOLDER);
	}

	/**
	 * Gives an existing file these permissions.
	 * @param file the file; it need not exist
	 * @throws IOException if that fails
	 */
	public static void protect(Path file) throws IOException {
		if (isSupported(file) && Files.exists(file)) {
			Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(FILE));
		}
	}

	/**
	 * The permissions of a folder.
	 * @param folder the folder
	 * @return nine characters like {@code rwxr-x---}; those of a private folder if the
	 * file system has none
	 */
	public static String permissions(Path folder) {
		try {
			return isSupported(folder) ? PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)) : FOLDER;
		}
		catch (IOException ex) {
			return FOLDER;
		}
	}

	private static boolean isSupported(Path place) {
		return place.getFileSystem().supportedFileAttributeViews().contains("posix");
	}

	private static FileAttribute<?>[] attributes(Path place, String permissions) {
		if (!isSupported(place)) {
			return new FileAttribute<?>[0];
		}
		return new FileAttribute<?>[] {
				PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)) };
	}

}
