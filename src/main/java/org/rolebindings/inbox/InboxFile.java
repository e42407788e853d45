package org.rolebindings.inbox;

import java.nio.file.Path;
import java.util.Comparator;

import org.rolebindings.files.FileStamp;

/**
 * A file in the inbox.
 *
 * @param path where it is
 * @param stamp its stamp at the last scan
 * @param seenAt when it was first seen
 * @param unchangedSince when it last changed, as far as scans show; both are times of
 * {@link System#nanoTime()}
 */
record InboxFile(Path path, FileStamp stamp, long seenAt, long unchangedSince) {

	/** The order of the imports: oldest first, and always the same. */
	static final Comparator<InboxFile> OLDEST_FIRST = Comparator.comparing((InboxFile file) -> file.stamp().modified())
		.thenComparing((file) -> name(file.path()));

	static String name(Path path) {
		return String.valueOf(path.getFileName());
	}

	/** The same file at the next scan. */
	InboxFile rescanned(FileStamp now, long at) {
		return now.equals(this.stamp) ? this : new InboxFile(this.path, now, this.seenAt, at);
	}

}
