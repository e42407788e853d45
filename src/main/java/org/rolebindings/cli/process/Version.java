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

	@Override
	public String[] getVersion() {
		return new String[] { describe(resource("/META-INF/build-info.properties"), resource("/META-INF/commit"),
				Runtime.version().toString()) };
	}

	/**
	 * Puts a version into words.
	 * @param buildInfo the text of the build's properties; empty if there is none
	 * @param commit the commit, with {@code -dirty} if files were changed since; empty if
	 * the build did not know it
	 * @param java the version of Java
	 * @return the line
	 */
	static String describe(String buildInfo, String commit, String java) {
		Properties build = new Properties();
		try {
			build.load(new StringReader(buildInfo));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return "role-binding-import " + build.getProperty("build.version", "(unknown version)") + " ("
				+ (commit.isBlank() ? "unknown commit" : "commit " + commit.strip()) + ", Java " + java + ")";
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
