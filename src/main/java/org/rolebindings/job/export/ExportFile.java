package org.rolebindings.job.export;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import org.rolebindings.files.DiskSync;
import org.rolebindings.files.WholeFile;

/** A file of an export: it is replaced as a whole, or not at all. */
final class ExportFile implements Closeable {

	private final Path place;

	private final WholeFile file;

	private ExportFile(Path place, WholeFile file) {
		this.place = place;
		this.file = file;
	}

	/**
	 * Begins a file, and removes what killed processes left beside it.
	 * @param path the file
	 * @param withoutIt what happens if no file is named, for a message
	 * @throws UnwritableExportException if that is not possible
	 */
	static ExportFile open(Path path, String withoutIt) {
		try {
			// A link stays one, and what it leads to is replaced
			Path place = Files.exists(path) ? path.toRealPath() : path;
			if (Files.isSymbolicLink(place)) {
				throw UnwritableExportException.before(path, "it is a link to a file that does not exist");
			}
			if (Files.isDirectory(place)) {
				throw UnwritableExportException.before(path, "it is a folder");
			}
			if (Files.exists(place) && !Files.isRegularFile(place)) {
				throw UnwritableExportException.before(path, "it is a device or a pipe, not a file; " + withoutIt);
			}
			if (Files.exists(place) && !Files.isWritable(place)) {
				throw UnwritableExportException.before(path, "permission denied");
			}
			WholeFile.removeLeftovers(place);
			return new ExportFile(place, new WholeFile(place));
		}
		catch (NoSuchFileException ex) {
			throw UnwritableExportException.before(path, "there is no such folder");
		}
		catch (IOException ex) {
			throw UnwritableExportException.before(path, ex);
		}
	}

	Path place() {
		return this.place;
	}

	/**
	 * Checks that this file is not another one, however their paths are written.
	 * @throws UnwritableExportException if it is
	 */
	void checkIsNot(ExportFile other) {
		try {
			if (realPlace().equals(other.realPlace())) {
				throw UnwritableExportException.before(this.place, "--out and --unnamed are the same file");
			}
		}
		catch (IOException ex) {
			throw UnwritableExportException.before(this.place, ex);
		}
	}

	private Path realPlace() throws IOException {
		Path absolute = this.place.toAbsolutePath();
		Path folder = absolute.getParent();
		return (folder != null) ? folder.toRealPath().resolve(absolute.getFileName()) : absolute;
	}

	void write(String record) {
		try {
			this.file.write(record);
			this.file.write("\n");
		}
		catch (IOException ex) {
			throw UnwritableExportException.after(this.place, ex);
		}
	}

	/** Ends the file, which is then on the disk. */
	void finish() {
		try {
			this.file.finish();
		}
		catch (IOException ex) {
			throw UnwritableExportException.after(this.place, ex);
		}
	}

	void moveIntoPlace() {
		try {
			this.file.moveIntoPlace();
			Path folder = this.place.toAbsolutePath().getParent();
			if (folder != null) {
				DiskSync.folder(folder);
			}
		}
		catch (IOException ex) {
			throw UnwritableExportException.after(this.place, ex);
		}
	}

	/** Removes what is in the place, because it does not hold any more. */
	void removeFromPlace() {
		try {
			boolean unused = Files.deleteIfExists(this.place);
		}
		catch (IOException ex) {
			throw UnwritableExportException.after(this.place, ex);
		}
	}

	@Override
	public void close() {
		try {
			this.file.close();
		}
		catch (IOException ex) {
			// The next export to this file removes it
		}
	}

}
