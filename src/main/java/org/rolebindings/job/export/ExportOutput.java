package org.rolebindings.job.export;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/** Where an export goes: to files or to standard output. */
public final class ExportOutput implements Closeable {

	private static final int BUFFER = 1 << 16;

	private final PrintStream standard;

	private final OutputStream buffer;

	private @Nullable ExportFile file;

	private @Nullable ExportFile unnamed;

	private ExportOutput(PrintStream standard) {
		this.standard = standard;
		this.buffer = new BufferedOutputStream(standard, BUFFER);
	}

	/**
	 * Begins the files. What is in their places remains until all is written.
	 * @param properties which files
	 * @param standard standard output
	 * @throws UnwritableExportException if a file cannot be written
	 */
	public static ExportOutput open(ExportProperties properties, PrintStream standard) {
		ExportOutput output = new ExportOutput(standard);
		try {
			output.openFiles(properties.file(), properties.unnamedFile());
			return output;
		}
		catch (RuntimeException ex) {
			output.close();
			throw ex;
		}
	}

	private void openFiles(@Nullable Path out, @Nullable Path unnamedOut) {
		if (out != null) {
			this.file = ExportFile.open(out, "without --out the export goes to standard output");
		}
		if (unnamedOut != null) {
			this.unnamed = ExportFile.open(unnamedOut,
					"without --unnamed the bindings that cannot be named go to a file beside --out, or are only counted");
		}
		if (this.file != null && this.unnamed != null) {
			this.unnamed.checkIsNot(this.file);
		}
	}

	/** Writes a record. */
	void write(String record) {
		if (this.file != null) {
			this.file.write(record);
			return;
		}
		try {
			this.buffer.write(record.getBytes(StandardCharsets.UTF_8));
			this.buffer.write('\n');
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Writes a record for a binding without names, if there is a file for it. */
	void writeUnnamed(String record) {
		if (this.unnamed != null) {
			this.unnamed.write(record);
		}
	}

	/**
	 * Moves the files into place, unless standard output cannot be written.
	 * @param hasUnnamed whether there are bindings without names; if not, an old file of
	 * such bindings is removed
	 * @return the file for them, or {@code null} if there is none
	 */
	@Nullable Path publish(boolean hasUnnamed) {
		if (isStandardOutputBroken()) {
			return null;
		}
		if (this.file != null) {
			this.file.finish();
		}
		if (this.unnamed != null) {
			this.unnamed.finish();
			if (hasUnnamed) {
				this.unnamed.moveIntoPlace();
			}
			else {
				this.unnamed.removeFromPlace();
			}
		}
		if (this.file != null) {
			this.file.moveIntoPlace();
		}
		return (this.unnamed != null && hasUnnamed) ? this.unnamed.place() : null;
	}

	private boolean isStandardOutputBroken() {
		try {
			this.buffer.flush();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return this.standard.checkError();
	}

	/** Removes what is not in place. */
	@Override
	public void close() {
		if (this.file != null) {
			this.file.close();
		}
		if (this.unnamed != null) {
			this.unnamed.close();
		}
	}

}
