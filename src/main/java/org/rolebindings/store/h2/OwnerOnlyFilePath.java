package org.rolebindings.store.h2;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;
import org.rolebindings.files.OwnerOnly;

/**
 * Creates H2's files with permissions for their owner only: new databases, and the file
 * into which H2 copies a database to compact it. H2 itself creates them with the default
 * permissions of the machine.
 */
public final class OwnerOnlyFilePath extends FilePathWrapper {

	private static final String SCHEME = "owner-only";

	static {
		FilePath.register(new OwnerOnlyFilePath());
	}

	/** The URL of a database with such files. */
	static String url(Path database) {
		return "jdbc:h2:" + SCHEME + ":" + database;
	}

	@Override
	public FileChannel open(String mode) throws IOException {
		Path file = Path.of(getBase().toString());
		if (!mode.equals("r") && !Files.exists(file)) {
			Files.createFile(file, OwnerOnly.file(file));
		}
		return super.open(mode);
	}

	@Override
	public String getScheme() {
		return SCHEME;
	}

}
