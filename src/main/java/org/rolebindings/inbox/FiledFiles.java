package org.rolebindings.inbox;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;

import org.rolebindings.files.FileStamp;

/**
 * Remembers the files that were filed away, for a day. If a writer paused for longer than
 * {@code --settle}, it goes on writing to the moved file, and nobody reads that.
 */
final class FiledFiles {

	private static final Duration KEPT = Duration.ofDays(1);

	private static final int MOST = 1_000;

	private static final Duration CHECK_INTERVAL = Duration.ofSeconds(5);

	private final Deque<Filed> files = new ArrayDeque<>();

	private long checkedAt;

	private record Filed(Path place, String name, FileStamp stamp, long at) {

		/** The file now, or what it was if it is not there any more. */
		FileStamp now() {
			try {
				FileStamp now = FileStamp.of(this.place);
				return Objects.equals(now.key(), this.stamp.key()) ? now : this.stamp;
			}
			catch (IOException ex) {
				return this.stamp;
			}
		}

		String sentence(FileStamp now) {
			return this.name + " was written to after it was filed away: " + this.place + " had " + this.stamp.size()
					+ " bytes and has " + now.size() + " now. What was added was not read; once the file is complete, "
					+ "drop the whole file again.";
		}

	}

	/**
	 * Remembers a file.
	 * @param place where it is now
	 * @param name the name under which it was dropped
	 * @param stamp what it was when its import began
	 * @param now the time of {@link System#nanoTime()}
	 */
	void add(Path place, String name, FileStamp stamp, long now) {
		if (this.files.isEmpty()) {
			this.checkedAt = now;
		}
		if (this.files.size() == MOST) {
			this.files.remove();
		}
		this.files.add(new Filed(place, name, stamp, now));
	}

	/**
	 * Finds files that were written to, unless the last check was moments ago.
	 * @param now the time of {@link System#nanoTime()}
	 * @return a sentence for each file that was not reported before
	 */
	List<String> grown(long now) {
		return (now - this.checkedAt >= CHECK_INTERVAL.toNanos()) ? allGrown(now) : List.of();
	}

	/** The same, however long ago the last check was. */
	List<String> allGrown(long now) {
		this.checkedAt = now;
		this.files.removeIf((file) -> now - file.at() > KEPT.toNanos());
		List<String> sentences = new ArrayList<>();
		this.files.removeIf((file) -> {
			FileStamp stamp = file.now();
			boolean grown = stamp.size() != file.stamp().size();
			if (grown) {
				sentences.add(file.sentence(stamp));
			}
			return grown;
		});
		return sentences;
	}

}
