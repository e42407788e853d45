package org.rolebindings.cli.console;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import org.rolebindings.cli.process.ExitCode;

/**
 * Standard output that remembers its first failure. The JDK's own only knows that there
 * was a failure, and nobody asks it.
 */
public final class StandardOutput extends OutputStream {

	private final OutputStream out;

	private volatile @Nullable IOException failure;

	/**
	 * Watches a stream.
	 * @param out where the bytes go
	 */
	StandardOutput(OutputStream out) {
		this.out = out;
	}

	/** Watches all that is printed to {@link System#out} from now on. */
	public static StandardOutput install() {
		StandardOutput output = new StandardOutput(new FileOutputStream(FileDescriptor.out));
		System.setOut(new PrintStream(output, true, fitting("stdout.encoding")));
		System.setErr(new PrintStream(new FileOutputStream(FileDescriptor.err), true, fitting("stderr.encoding")));
		return output;
	}

	/** ASCII, as of the locale C, would show a question mark for most letters. */
	private static Charset fitting(String property) {
		String name = System.getProperty(property, System.getProperty("sun." + property));
		Charset charset = (name != null) ? Charset.forName(name) : Charset.defaultCharset();
		return charset.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : charset;
	}

	@Override
	public void write(int b) throws IOException {
		write(new byte[] { (byte) b }, 0, 1);
	}

	@Override
	public void write(byte[] bytes, int offset, int length) throws IOException {
		try {
			this.out.write(bytes, offset, length);
		}
		catch (IOException ex) {
			if (this.failure == null) {
				this.failure = ex;
			}
			throw ex;
		}
	}

	/**
	 * What the process ends with: a result that nobody can read is no success, and the
	 * same command prints it again.
	 * @param exitCode the command's own exit code
	 * @param messages takes a message if something could not be written
	 * @return the exit code
	 */
	public int exitCode(int exitCode, Messages messages) {
		System.out.flush();
		IOException ex = this.failure;
		if (ex == null) {
			return exitCode;
		}
		messages.error("Standard output cannot be written: " + ex.getMessage()
				+ ". The result there is missing or incomplete; the same command prints it again.");
		return (exitCode == ExitCode.SUCCESS.code()) ? ExitCode.STOPPED.code() : exitCode;
	}

}
