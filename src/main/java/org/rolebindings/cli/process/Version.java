package org.rolebindings.cli.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

import picocli.CommandLine.IVersionProvider;

/** The program's version, as the build wrote it down. */
public final class Version implements IVersionProvider {

	@Override
	public String[] getVersion() {
		return new String[] { "role-binding-import " + number() };
	}

	/** Returns the number of the version. */
	public String number() {
		Properties build = new Properties();
		try (InputStream in = Version.class.getResourceAsStream("/META-INF/build-info.properties")) {
			if (in != null) {
				build.load(in);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return build.getProperty("build.version", "(unknown version)");
	}

}
