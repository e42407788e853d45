package org.rolebindings.inbox;

import java.nio.file.Path;
import java.util.Comparator;

import org.rolebindings.files.FileStamp;

/**
 * A file in the inbox.
 *
 * @param path where it is
 * @param stamp what it was when it was last looked at
 * @param seenAt when it was first seen
 * @param stillSince since when it has not changed; both are times of
 * {@link System#nanoTime()}
 */
record InboxFile(Path path, FileStamp stamp, long seenAt, long stillSince) {

	/** The order of the imports: oldest first, and always the same. */
	static final Comparator<InboxFile> OLDEST_FIRST = Comparator
		.comparing((InboxFile arrival) -> arrival.stamp().modified())
		.thenComparing((arrival) -> name(arrival.path()));

	static String name(Path path) {
		return String.valueOf(path.getFileName());
	}

	/** The same file, looked at once more. */
	InboxFile seenAgain(FileStamp now, long at) {
		return now.equals(this.stamp) ? this : new InboxFile(this.path, now, this.seenAt, at);
	}

}
