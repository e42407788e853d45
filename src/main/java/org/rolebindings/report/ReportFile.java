package org.rolebindings.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

import org.rolebindings.files.WholeFile;

/** A report, which appears in its place complete or not at all. */
final class ReportFile implements AutoCloseable {

	private static final Pattern TEMPORARY = Pattern.compile("\\.[a-z]+\\.(csv|json|html)\\.[0-9a-f]{16}\\.tmp");

	private final Path place;

	private final WholeFile file;

	ReportFile(Path place) {
		this.place = place;
		try {
			this.file = new WholeFile(place);
		}
		catch (IOException ex) {
			throw new ReportsUnwritableException(place, ex);
		}
	}

	/** Whether a file is a temporary one of a process that died. */
	static boolean isAbandoned(Path path) throws IOException {
		return TEMPORARY.matcher(String.valueOf(path.getFileName())).matches() && WholeFile.isAbandoned(path);
	}

	void write(String text) {
		try {
			this.file.write(text);
		}
		catch (IOException ex) {
			throw new ReportsUnwritableException(this.place, ex);
		}
	}

	/** Adds what another file has, which must not be written to any more. */
	void append(ReportFile other) {
		try {
			this.file.append(other.file);
		}
		catch (IOException ex) {
			throw new ReportsUnwritableException(this.place, ex);
		}
	}

	/** Ends the file. When this returns, its content is on the disk. */
	void finish() {
		try {
			this.file.finish();
		}
		catch (IOException ex) {
			throw new ReportsUnwritableException(this.place, ex);
		}
	}

	void moveIntoPlace() {
		try {
			this.file.moveIntoPlace();
		}
		catch (IOException ex) {
			throw new ReportsUnwritableException(this.place, ex);
		}
	}

	void removeFromPlace() {
		try {
			Files.deleteIfExists(this.place);
		}
		catch (IOException ex) {
			throw new ReportsUnwritableException(this.place, ex);
		}
	}

	/** Removes the temporary file if it was not moved into place. */
	@Override
	public void close() {
		try {
			this.file.close();
		}
		catch (IOException ex) {
			// The next report set removes it
		}
	}

}
