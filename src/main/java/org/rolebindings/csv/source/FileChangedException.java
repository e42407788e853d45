package org.rolebindings.csv.source;

/** A file was written to, or replaced, while it was read. */
public final class FileChangedException extends UnreadableFileException {

	FileChangedException(String file) {
		super(file, "it changed while it was read; start again once nothing writes to it.");
	}

}
