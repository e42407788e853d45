package org.rolebindings.cli.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

import picocli.CommandLine.IVersionProvider;

/**
 * The program's version and commit, as the build wrote them down, and the Java it runs
 * on.
 */
public final class Version implements IVersionProvider {

	private static final String BUILD_INFO = "/META-INF/build-info.properties";

	@Override
	public String[] getVersion() {
		return new String[] {
				describe(resource(BUILD_INFO), resource("/META-INF/commit"), Runtime.version().toString()) };
	}

	/**
	 * Describes the version.
	 * @param buildInfo the build's properties as text, or an empty text
	 * @param commit the commit, with {@code -dirty} if the build had other changes, or an
	 * empty text
	 * @param java the version of Java
	 * @return the line
	 */
	static String describe(String buildInfo, String commit, String java) {
		return "role-binding-import " + number(buildInfo) + " ("
				+ (commit.isBlank() ? "unknown commit" : "commit " + commit.strip()) + ", Java " + java + ")";
	}

	/** Returns the number of the version alone. */
	public static String number() {
		return number(resource(BUILD_INFO));
	}

	private static String number(String buildInfo) {
		Properties build = new Properties();
		try {
			build.load(new StringReader(buildInfo));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return build.getProperty("build.version", "(unknown version)");
	}

	private static String resource(String name) {
		try (InputStream in = Version.class.getResourceAsStream(name)) {
			return (in != null) ? new String(in.readAllBytes(), StandardCharsets.ISO_8859_1) : "";
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
