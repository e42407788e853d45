package org.rolebindings.crash.disk;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;

import org.jspecify.annotations.Nullable;

/**
 * All changes below a folder from now on, in their order. It sees what the JVM changes
 * through its default file system, which has to be a {@link RecordingFileSystemProvider}.
 */
public final class DiskRecording implements AutoCloseable {

	private static final Map<Path, DiskRecording> OPEN = new ConcurrentHashMap<>();

	private final Path root;

	private final List<DiskChange> changes = new ArrayList<>();

	/**
	 * Begins to record.
	 * @param root the folder, which is there
	 */
	public DiskRecording(Path root) {
		if (!(FileSystems.getDefault().provider() instanceof RecordingFileSystemProvider)) {
			throw new IllegalStateException("This test needs a JVM with -Djava.nio.file.spi.DefaultFileSystemProvider="
					+ RecordingFileSystemProvider.class.getName());
		}
		this.root = key(root);
		OPEN.put(this.root, this);
	}

	/** The recording that a change belongs to, or {@code null}. */
	static @Nullable DiskRecording of(Path path) {
		if (OPEN.isEmpty()) {
			return null;
		}
		Path key = key(path);
		return OPEN.values().stream().filter((recording) -> key.startsWith(recording.root)).findAny().orElse(null);
	}

	private static Path key(Path path) {
		return RecordingPath.real(path).toAbsolutePath().normalize();
	}

	String name(Path path) {
		return this.root.relativize(key(path)).toString();
	}

	/** Makes a change, and records it before another one can be made. */
	synchronized <T> T make(Making<T> making) throws IOException {
		return making.make(this.changes::add);
	}

	/**
	 * Has something done while nothing is changed.
	 * @param action is given the number of changes so far
	 */
	public synchronized void still(IntConsumer action) {
		action.accept(this.changes.size());
	}

	/** The changes so far. */
	public synchronized List<DiskChange> changes() {
		return List.copyOf(this.changes);
	}

	@Override
	public void close() {
		OPEN.remove(this.root, this);
	}

	/** Makes a change. */
	interface Making<T> {

		/**
		 * Makes the change.
		 * @param recorder takes the change once it is made
		 */
		T make(Recorder recorder) throws IOException;

	}

	/** Is told of changes. */
	interface Recorder {

		boolean add(DiskChange change);

	}

}
