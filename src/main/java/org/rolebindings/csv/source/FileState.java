package org.rolebindings.csv.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

import org.jspecify.annotations.Nullable;

/**
 * What shows that a file was written to, or replaced, while it was being read.
 *
 * @param size in bytes
 * @param modified when the file was last written to
 * @param key which file it is, or {@code null} if the file system cannot tell
 */
public record FileState(long size, FileTime modified, @Nullable Object key) {

	public static FileState of(Path path) throws IOException {
		BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
		return new FileState(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
	}

}
