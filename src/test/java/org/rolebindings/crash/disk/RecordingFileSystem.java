package org.rolebindings.crash.disk;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/** The machine's file system, with a provider that records. */
final class RecordingFileSystem extends FileSystem {

	private final FileSystem real;

	private final FileSystemProvider provider;

	RecordingFileSystem(FileSystem real, FileSystemProvider provider) {
		this.real = real;
		this.provider = provider;
	}

	@Override
	public FileSystemProvider provider() {
		return this.provider;
	}

	@Override
	public void close() throws IOException {
		this.real.close();
	}

	@Override
	public boolean isOpen() {
		return this.real.isOpen();
	}

	@Override
	public boolean isReadOnly() {
		return this.real.isReadOnly();
	}

	@Override
	public String getSeparator() {
		return this.real.getSeparator();
	}

	@Override
	public Iterable<Path> getRootDirectories() {
		List<Path> roots = StreamSupport.stream(this.real.getRootDirectories().spliterator(), false)
			.map(this::path)
			.toList();
		return roots;
	}

	Path path(Path path) {
		return RecordingPath.of(path, this);
	}

	@Override
	public Iterable<FileStore> getFileStores() {
		return this.real.getFileStores();
	}

	@Override
	public Set<String> supportedFileAttributeViews() {
		return this.real.supportedFileAttributeViews();
	}

	@Override
	public Path getPath(String first, String... more) {
		return path(this.real.getPath(first, more));
	}

	@Override
	public PathMatcher getPathMatcher(String syntaxAndPattern) {
		PathMatcher matcher = this.real.getPathMatcher(syntaxAndPattern);
		return (path) -> matcher.matches(RecordingPath.real(path));
	}

	@Override
	public UserPrincipalLookupService getUserPrincipalLookupService() {
		return this.real.getUserPrincipalLookupService();
	}

	@Override
	public WatchService newWatchService() throws IOException {
		return this.real.newWatchService();
	}

}
