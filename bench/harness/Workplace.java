import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The program that is measured, unpacked; what is measured beside it, built; and files to
 * import.
 */
final class Workplace {

	private static final int LONGEST_PREPARATION = 120;

	private final Settings settings;

	private final Path unpacked;

	private Path preparedFor;

	Workplace(Settings settings) {
		this.settings = settings;
		this.unpacked = settings.target().resolve("program");
		prepare();
	}

	private void prepare() {
		Path jar = jar();
		if (!Files.exists(jar)) {
			Finished.runWell(Command.of("mvn", "-q", "-B", "-DskipTests", "-f",
					this.settings.checkout().resolve("pom.xml"), "package"), log("build"));
		}
		delete(this.unpacked);
		Finished.runWell(Command.of("sh", "-c", "mkdir -p \"$1\" && cd \"$1\" && \"$2\" xf \"$3\"", "sh", this.unpacked,
				this.settings.jdk().resolve("bin/jar"), jar), log("unpack"));
		compile(this.settings.bench().resolve("baselines"), this.unpacked.resolve("BOOT-INF/lib") + "/*", baselines());
	}

	Path jar() {
		return (this.settings.jar() != null) ? this.settings.jar()
				: this.settings.checkout().resolve("target/role-binding-import.jar");
	}

	Program program() {
		return program(this.settings.jdk());
	}

	/**
	 * The program on a JDK, on which it has been run last: what it prepares for its next
	 * starts is there.
	 */
	Program program(Path jdk) {
		if (this.settings.jar() != null) {
			return Program.jar(jar(), jdk);
		}
		Program program = Program.script(this.settings.checkout(), jdk);
		if (!jdk.equals(this.preparedFor)) {
			this.preparedFor = jdk;
			Finished.runWell(program.command("import", rows(10), "--sandbox", "--reports", empty("prepared")),
					log("prepared"));
			awaitPrepared(jdk);
		}
		return program;
	}

	/** The preparation goes on in the background, and would slow down what is measured. */
	private void awaitPrepared(Path jdk) {
		String java = jdk.resolve("bin/java").toString().replace('/', '-');
		try {
			File starts = this.settings.checkout()
				.resolve("target/start/%d-%d".formatted(Files.size(jar()),
						Files.getLastModifiedTime(jar()).to(TimeUnit.SECONDS)))
				.toFile();
			for (int second = 0; second < LONGEST_PREPARATION; second++) {
				File[] ready = starts
					.listFiles((folder) -> folder.getName().endsWith(java) && new File(folder, "ready").exists());
				if (ready != null && ready.length > 0) {
					return;
				}
				TimeUnit.SECONDS.sleep(1);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		throw new FailedException("No start has been prepared for " + jdk);
	}

	Program plainJar() {
		return plainJar(this.settings.jdk());
	}

	Program plainJar(Path jdk) {
		return Program.jar(jar(), jdk);
	}

	/** The bundle, unpacked, with its own runtime; {@code null} if it is not built. */
	Program bundle() {
		Path target = this.settings.checkout().resolve("target");
		try (Stream<Path> files = Files.list(target)) {
			Path archive = files.filter((file) -> file.getFileName().toString().endsWith(".tar.gz"))
				.findFirst()
				.orElse(null);
			if (archive == null) {
				return null;
			}
			Path folder = empty("bundle");
			Finished.runWell(Command.of("tar", "-xzf", archive, "-C", folder, "--strip-components=1"), log("bundle"));
			return new Program(List.of(folder.resolve("bin/role-bindings").toString()), this.settings.jdk(), "", false);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private Path baselines() {
		return this.settings.target().resolve("baselines");
	}

	/** The program's classes and libraries. */
	String classPath() {
		return this.unpacked.resolve("BOOT-INF/classes") + ":" + this.unpacked.resolve("BOOT-INF/lib") + "/*";
	}

	/** A small program beside this one, with this one's libraries. */
	Command baseline(String name, Object... arguments) {
		Stream<Object> start = Stream.of(this.settings.jdk().resolve("bin/java"), "-cp",
				baselines() + ":" + this.unpacked.resolve("BOOT-INF/lib") + "/*", name);
		return Command.of(Stream.concat(start, Stream.of(arguments)).toArray());
	}

	/** Compiles all sources in a folder. */
	void compile(Path sources, String classPath, Path target) {
		delete(target);
		try (Stream<Path> files = Files.walk(sources)) {
			List<String> paths = files.map(Path::toString).filter((path) -> path.endsWith(".java")).toList();
			Stream<Object> start = Stream.of(this.settings.jdk().resolve("bin/javac"), "-nowarn", "-d", target, "-cp",
					classPath);
			Finished.runWell(Command.of(Stream.concat(start, paths.stream()).toArray()), log("compile"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** A file of so many rows. */
	Path rows(int rows) {
		return rows(rows, 0);
	}

	/** A file of so many rows, none of which is among so many first ones. */
	Path rows(int rows, int from) {
		Path file = this.settings.target().resolve("data/rows-" + rows + ((from > 0) ? "-from-" + from : "") + ".csv");
		if (!Files.exists(file)) {
			Path part = file.resolveSibling(file.getFileName() + ".part");
			try {
				Files.createDirectories(file.getParent());
				try (OutputStream out = Files.newOutputStream(part)) {
					BenchRows.write(out, rows, from);
				}
				Files.move(part, file);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
		return file;
	}

	/** A folder that is empty. */
	Path empty(String name) {
		Path folder = this.settings.target().resolve("work").resolve(name);
		delete(folder);
		try {
			return Files.createDirectories(folder);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	Path log(String name) {
		return this.settings.target().resolve("logs").resolve(name + ".log");
	}

	static void delete(Path folder) {
		if (!Files.exists(folder)) {
			return;
		}
		try (Stream<Path> files = Files.walk(folder)) {
			for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
				Files.delete(file);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** The bytes in a folder, as far as they stay long enough to be counted. */
	static long size(Path folder) {
		try (Stream<Path> files = Files.walk(folder)) {
			return files.mapToLong((file) -> file.toFile().isFile() ? file.toFile().length() : 0).sum();
		}
		catch (IOException | UncheckedIOException ex) {
			return 0;
		}
	}

}
