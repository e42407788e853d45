package org.rolebindings.crash.disk;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The machine's files, for the JVM's system property
 * {@code java.nio.file.spi.DefaultFileSystemProvider}. A {@link DiskRecording} gets what
 * changes below its folder.
 */
public final class RecordingFileSystemProvider extends FileSystemProvider {

	private final FileSystemProvider real;

	private final RecordingFileSystem fileSystem;

	/** Made by the JVM. */
	public RecordingFileSystemProvider(FileSystemProvider real) {
		this.real = real;
		this.fileSystem = new RecordingFileSystem(real.getFileSystem(URI.create("file:///")), this);
	}

	@Override
	public String getScheme() {
		return this.real.getScheme();
	}

	@Override
	public FileSystem newFileSystem(URI uri, Map<String, ?> environment) throws IOException {
		return this.real.newFileSystem(uri, environment);
	}

	@Override
	public FileSystem getFileSystem(URI uri) {
		return this.fileSystem;
	}

	@Override
	public Path getPath(URI uri) {
		return this.fileSystem.path(this.real.getPath(uri));
	}

	@Override
	public SeekableByteChannel newByteChannel(Path path, Set<? extends OpenOption> options,
			FileAttribute<?>... attributes) throws IOException {
		return newFileChannel(path, options, attributes);
	}

	@Override
	public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
			throws IOException {
		boolean appends = options.contains(StandardOpenOption.APPEND);
		boolean writes = appends || options.contains(StandardOpenOption.WRITE);
		DiskRecording recording = writes ? DiskRecording.of(path) : null;
		if (recording == null) {
			return new RecordingChannel(this.real.newFileChannel(real(path), options, attributes), path, appends);
		}
		if (options.contains(StandardOpenOption.DELETE_ON_CLOSE)) {
			throw new UnsupportedOperationException("That " + path + " is removed when it is closed is not recorded");
		}
		return recording.make((recorder) -> {
			boolean isNew = !Files.exists(real(path));
			FileChannel channel = this.real.newFileChannel(real(path), options, attributes);
			if (isNew) {
				recorder.add(DiskChange.file(recording.name(path)));
			}
			else if (options.contains(StandardOpenOption.TRUNCATE_EXISTING)) {
				recorder.add(DiskChange.truncation(recording.name(path), 0));
			}
			return new RecordingChannel(channel, path, appends);
		});
	}

	@Override
	public DirectoryStream<Path> newDirectoryStream(Path folder, DirectoryStream.Filter<? super Path> filter)
			throws IOException {
		DirectoryStream<Path> stream = this.real.newDirectoryStream(real(folder),
				(path) -> filter.accept(this.fileSystem.path(path)));
		return new DirectoryStream<>() {

			@Override
			public Iterator<Path> iterator() {
				Iterator<Path> paths = stream.iterator();
				return new Iterator<>() {

					@Override
					public boolean hasNext() {
						return paths.hasNext();
					}

					@Override
					public Path next() {
						return RecordingFileSystemProvider.this.fileSystem.path(paths.next());
					}

				};
			}

			@Override
			public void close() throws IOException {
				stream.close();
			}

		};
	}

	@Override
	public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
		DiskRecording recording = DiskRecording.of(folder);
		if (recording == null) {
			this.real.createDirectory(real(folder), attributes);
			return;
		}
		boolean unused = recording.make((recorder) -> {
			this.real.createDirectory(real(folder), attributes);
			return recorder.add(DiskChange.folder(recording.name(folder)));
		});
	}

	@Override
	public void delete(Path path) throws IOException {
		DiskRecording recording = DiskRecording.of(path);
		if (recording == null) {
			this.real.delete(real(path));
			return;
		}
		boolean unused = recording.make((recorder) -> {
			this.real.delete(real(path));
			return recorder.add(DiskChange.removal(recording.name(path)));
		});
	}

	@Override
	public void move(Path from, Path to, CopyOption... options) throws IOException {
		DiskRecording recording = DiskRecording.of(to);
		if (recording == null) {
			this.real.move(real(from), real(to), options);
			return;
		}
		boolean unused = recording.make((recorder) -> {
			this.real.move(real(from), real(to), options);
			return recorder.add(DiskChange.move(recording.name(from), recording.name(to)));
		});
	}

	@Override
	public void copy(Path from, Path to, CopyOption... options) throws IOException {
		if (DiskRecording.of(to) != null) {
			throw new UnsupportedOperationException("That " + to + " is made by copying is not recorded");
		}
		this.real.copy(real(from), real(to), options);
	}

	@Override
	public boolean isSameFile(Path path, Path other) throws IOException {
		return this.real.isSameFile(real(path), real(other));
	}

	@Override
	public boolean isHidden(Path path) throws IOException {
		return this.real.isHidden(real(path));
	}

	@Override
	public FileStore getFileStore(Path path) throws IOException {
		return this.real.getFileStore(real(path));
	}

	@Override
	public void checkAccess(Path path, AccessMode... modes) throws IOException {
		this.real.checkAccess(real(path), modes);
	}

	@Override
	public <V extends FileAttributeView> @Nullable V getFileAttributeView(Path path, Class<V> type,
			LinkOption... options) {
		return this.real.getFileAttributeView(real(path), type, options);
	}

	@Override
	public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
			throws IOException {
		return this.real.readAttributes(real(path), type, options);
	}

	@Override
	public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) throws IOException {
		return this.real.readAttributes(real(path), attributes, options);
	}

	@Override
	public void setAttribute(Path path, String attribute, Object value, LinkOption... options) throws IOException {
		this.real.setAttribute(real(path), attribute, value, options);
	}

	@Override
	public void createSymbolicLink(Path link, Path target, FileAttribute<?>... attributes) throws IOException {
		this.real.createSymbolicLink(real(link), real(target), attributes);
	}

	@Override
	public void createLink(Path link, Path existing) throws IOException {
		this.real.createLink(real(link), real(existing));
	}

	@Override
	public Path readSymbolicLink(Path link) throws IOException {
		return this.fileSystem.path(this.real.readSymbolicLink(real(link)));
	}

	private static Path real(Path path) {
		return RecordingPath.real(path);
	}

}
