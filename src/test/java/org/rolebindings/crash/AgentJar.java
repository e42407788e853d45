package org.rolebindings.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

import net.bytebuddy.jar.asm.ClassReader;

/** The agent as a jar, made of the test's own classes and of what reads classes. */
final class AgentJar {

	private static final String AGENT = "org/rolebindings/crash/";

	private static final String ASM = "net/bytebuddy/jar/asm/";

	private AgentJar() {
	}

	/** Makes the jar. */
	static Path in(Path folder) {
		Path jar = folder.resolve("crash-agent.jar");
		Manifest manifest = new Manifest();
		manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
		manifest.getMainAttributes().put(new Attributes.Name("Premain-Class"), CrashAgent.class.getName());
		try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
				FileSystem asm = FileSystems.newFileSystem(home(ClassReader.class))) {
			addAll(out, home(CrashAgent.class).resolve(AGENT), AGENT, List.of("CrashAgent", "PointMaker"));
			addAll(out, asm.getPath(ASM), ASM, List.of(""));
			return jar;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void addAll(JarOutputStream out, Path folder, String prefix, List<String> beginnings)
			throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			for (Path file : (Iterable<Path>) files::iterator) {
				String name = String.valueOf(file.getFileName());
				if (name.endsWith(".class") && beginnings.stream().anyMatch(name::startsWith)) {
					out.putNextEntry(new JarEntry(prefix + name));
					Files.copy(file, out);
					out.closeEntry();
				}
			}
		}
	}

	private static Path home(Class<?> type) {
		try {
			URI location = type.getProtectionDomain().getCodeSource().getLocation().toURI();
			return Path.of(location);
		}
		catch (URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
