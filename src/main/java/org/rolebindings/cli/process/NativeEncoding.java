package org.rolebindings.cli.process;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.rolebindings.binding.Quoting;

/**
 * The encoding in which the JVM names files. It follows the locale, which cron, systemd
 * and bare images do not set; then most letters get lost.
 */
public final class NativeEncoding {

	private static final char LOST = '\uFFFD';

	private final Charset charset;

	/**
	 * Takes an encoding.
	 * @param charset how the JVM names files
	 */
	NativeEncoding(Charset charset) {
		this.charset = charset;
	}

	/** The encoding of this process. */
	public static NativeEncoding ofProcess() {
		return new NativeEncoding(Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8")));
	}

	/**
	 * Checks what the process was started with.
	 * @param arguments the command line
	 * @throws InvalidSettingException if a letter got lost; the message says what to set
	 */
	public void checkStart(List<String> arguments) {
		arguments.forEach((argument) -> check("The command line", argument));
		check("The working folder", System.getProperty("user.dir", ""));
		check("The folder for temporary files", System.getProperty("java.io.tmpdir", ""));
	}

	/**
	 * Checks a text that names a file.
	 * @param what what it is, for the message
	 * @param text the text
	 * @throws InvalidSettingException if no file can be named so; the message says what
	 * to set
	 */
	public void check(String what, String text) {
		if (!isUtf8() && (text.indexOf(LOST) >= 0 || !this.charset.newEncoder().canEncode(text))) {
			throw new InvalidSettingException(what + " has letters that the locale's encoding, " + this.charset.name()
					+ ", does not have: " + Quoting.quoted(text) + ". " + remedy());
		}
	}

	public boolean isUtf8() {
		return this.charset.equals(StandardCharsets.UTF_8);
	}

	/** What to do about a name that cannot be encoded. */
	public String remedy() {
		return "Set LC_ALL=C.UTF-8 and start it again.";
	}

}
