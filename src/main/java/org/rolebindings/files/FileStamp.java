package org.rolebindings.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

import org.jspecify.annotations.Nullable;

/**
 * A value that changes if a file is written to or replaced, but not if it is renamed.
 *
 * @param size in bytes
 * @param modified when the file was last written to
 * @param key which file it is, or {@code null} if the file system cannot tell
 */
public record FileStamp(long size, FileTime modified, @Nullable Object key) {

	public static FileStamp of(BasicFileAttributes attributes) {
		return new FileStamp(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
	}

	/** The stamp of a file, or of a link itself. */
	public static FileStamp of(Path path) throws IOException {
		return of(Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
	}

	/** The stamp of a file, or of the file that a link leads to. */
	public static FileStamp ofTarget(Path path) throws IOException {
		return of(Files.readAttributes(path, BasicFileAttributes.class));
	}

}
