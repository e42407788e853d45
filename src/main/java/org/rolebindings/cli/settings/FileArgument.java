package org.rolebindings.cli.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import org.rolebindings.cli.process.InvalidSettingException;
import org.rolebindings.cli.process.SignalStop;
import org.rolebindings.cli.process.StandardInput;
import org.rolebindings.csv.source.InputFile;
import org.rolebindings.csv.source.TemporaryFiles;

/** The file that a command names; standard input goes into a private file meanwhile. */
public final class FileArgument implements AutoCloseable {

	public static final String STDIN = "-";

	private final InputFile file;

	private final @Nullable Path folder;

	private FileArgument(InputFile file, @Nullable Path folder) {
		this.file = file;
		this.folder = folder;
	}

	public static FileArgument open(String argument, SignalStop signals) throws IOException {
		if (argument.isBlank()) {
			throw new InvalidSettingException("FILE is empty; name a CSV file, or - for standard input.");
		}
		if (!argument.equals(STDIN)) {
			return new FileArgument(InputFile.of(Path.of(argument)), null);
		}
		InputStream in = StandardInput.open("FILE");
		Path folder = TemporaryFiles.folder("stdin-");
		signals.removing(folder);
		try {
			return new FileArgument(InputFile.spool(in, folder), folder);
		}
		catch (RuntimeException ex) {
			TemporaryFiles.remove(folder);
			throw ex;
		}
	}

	/** Whether the file is standard input. */
	boolean isStandardInput() {
		return this.folder != null;
	}

	public InputFile file() {
		return this.file;
	}

	@Override
	public void close() throws IOException {
		TemporaryFiles.remove(this.folder);
	}

}
