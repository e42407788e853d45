package org.rolebindings.ledger;

import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The permissions of state and reports, which say who may do what in an account: they are
 * for their owner alone, from the first moment on. A file system that has no such
 * permissions goes without.
 */
public final class OwnerOnly {

	private OwnerOnly() {
	}

	/**
	 * What a new file is made with.
	 * @param place where it will be
	 * @return its attributes
	 */
	public static FileAttribute<?>[] file(Path place) {
		return attributes(place, "rw-------");
	}

	/**
	 * What a new folder is made with.
	 * @param place where it will be
	 * @return its attributes
	 */
	public static FileAttribute<?>[] folder(Path place) {
		return attributes(place, "rwx------");
	}

	private static FileAttribute<?>[] attributes(Path place, String permissions) {
		if (!place.getFileSystem().supportedFileAttributeViews().contains("posix")) {
			return new FileAttribute<?>[0];
		}
		return new FileAttribute<?>[] {
				PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)) };
	}

}
