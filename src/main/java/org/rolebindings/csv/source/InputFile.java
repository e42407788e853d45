package org.rolebindings.csv.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

import org.rolebindings.files.CsvFileName;
import org.rolebindings.files.FileProblem;
import org.rolebindings.files.OwnerOnly;

/**
 * A file to read: where it is, and what messages and reports call it.
 *
 * @param path where the file is
 * @param name the file's name, or {@code stdin}
 */
public record InputFile(Path path, String name) {

	private static final String STDIN = "stdin";

	/**
	 * Takes a file that a person named. Symbolic links are followed.
	 * @param path the path to a regular file
	 * @return the file, under its own name
	 * @throws UnreadableFileException if there is no such file, or it is a folder, a pipe
	 * or a device, or not readable
	 */
	public static InputFile of(Path path) {
		BasicFileAttributes attributes;
		try {
			attributes = Files.readAttributes(path, BasicFileAttributes.class);
		}
		catch (IOException ex) {
			throw new InaccessibleFileException(path.toString(), ex);
		}
		if (attributes.isDirectory()) {
			throw new UnreadableFileException(path.toString(), "it is a folder; name a CSV file.");
		}
		if (!attributes.isRegularFile()) {
			throw new UnreadableFileException(path.toString(),
					"it is a pipe or a device, not a regular file; write the CSV to a file, or give - and send it to "
							+ "standard input.");
		}
		if (!Files.isReadable(path)) {
			throw new InaccessibleFileException(path.toString(),
					"it is not readable; give the user who runs this the right to read it.");
		}
		return new InputFile(path, String.valueOf(path.getFileName()));
	}

	/**
	 * Copies standard input to a temporary file that only its owner can read. The caller
	 * has to delete it.
	 * @param in the bytes, read to their end and not closed
	 * @param folder an existing folder to put the file into
	 * @return the copy, named {@code stdin}
	 * @throws UnreadableFileException if the bytes cannot be read or stored; then nothing
	 * is left in the folder
	 */
	public static InputFile spool(InputStream in, Path folder) {
		try {
			Path copy = Files.createTempFile(folder, STDIN + "-", ".csv", OwnerOnly.file(folder));
			try (OutputStream out = Files.newOutputStream(copy)) {
				in.transferTo(out);
			}
			catch (IOException | RuntimeException ex) {
				Files.delete(copy);
				throw ex;
			}
			return new InputFile(copy, STDIN);
		}
		catch (IOException ex) {
			throw new UnreadableFileException(STDIN, "it cannot be copied to " + folder + " (" + FileProblem.detail(ex)
					+ "); check the folder and its free space.", ex);
		}
	}

	/**
	 * The command that converts the file from another encoding, to be pasted into a
	 * shell. It has the path that the user gave. A file of an inbox has only its name,
	 * because it does not stay where it is.
	 */
	public String conversion(String encoding) {
		String iconv = "iconv -f " + encoding + " -t UTF-8";
		if (this.name.equals(STDIN)) {
			return iconv;
		}
		String from = this.path.endsWith(this.name) ? this.path.toString() : this.name;
		return iconv + " " + forShell(from) + " > " + forShell(CsvFileName.of(from).base() + "-utf8.csv");
	}

	private static String forShell(String name) {
		if (name.matches("[A-Za-z0-9_./][A-Za-z0-9_./-]*")) {
			return name;
		}
		return (name.startsWith("/") ? "'" : "'./") + name.replace("'", "'\\''") + "'";
	}

	/**
	 * The exception for a file that has changed.
	 * @return a new exception
	 */
	public UnreadableFileException changed() {
		return new FileChangedException(this.name);
	}

}
