package org.rolebindings.report;

import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The permissions of reports, which say who may do what in an account: they are for their
 * owner alone, from the first moment on. A file system that has no such permissions goes
 * without.
 */
final class OwnerOnly {

	private OwnerOnly() {
	}

	static FileAttribute<?>[] file(Path place) {
		return attributes(place, "rw-------");
	}

	static FileAttribute<?>[] folder(Path place) {
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
