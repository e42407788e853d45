package org.rolebindings.csv.source;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class TemporaryFilesTests {

	@TempDir
	Path parent;

	@Test
	void folderIsForItsOwnerAloneAndRemoveTakesAllOfItAway() throws IOException {
		Path folder = TemporaryFiles.folder(this.parent, "stdin-");
		assertThat(folder.getFileName().toString()).startsWith("role-bindings-stdin-");
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder))).isEqualTo("rwx------");
		Files.writeString(folder.resolve("copy.csv"), "secret");
		TemporaryFiles.remove(folder);
		assertThat(content()).isEmpty();
	}

	@Test
	void folderWhenOthersOfThisProcessAreInUseLeavesThem() throws IOException {
		Path first = TemporaryFiles.folder(this.parent, "stdin-");
		Path second = TemporaryFiles.folder(this.parent, "sandbox-");
		assertThat(content()).contains(first, second).hasSize(2);
	}

	@Test
	void folderWhenAnotherProcessLivesLeavesItsOneAndRemovesItOnceItWasKilled() throws Exception {
		Process other = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:TieredStopAtLevel=1", "-cp", classPath(), Holder.class.getName(), this.parent.toString())
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		Path left;
		try (BufferedReader out = new BufferedReader(
				new InputStreamReader(other.getInputStream(), StandardCharsets.UTF_8))) {
			left = Path.of(out.readLine());
			Files.writeString(left.resolve("copy.csv"), "secret");
			Path own = TemporaryFiles.folder(this.parent, "stdin-");
			assertThat(content()).containsExactlyInAnyOrder(left, own);
		}
		finally {
			other.destroyForcibly().waitFor();
		}
		Path own = TemporaryFiles.folder(this.parent, "stdin-");
		assertThat(content()).contains(own).doesNotContain(left);
	}

	@Test
	void folderWhenOtherFoldersHaveSuchANameLeavesThem() throws IOException {
		Path unlocked = Files.createDirectory(this.parent.resolve("role-bindings-backup"));
		Path target = Files.createDirectory(this.parent.resolve("mine"));
		Files.writeString(target.resolve(".in-use"), "");
		Path link = Files.createSymbolicLink(this.parent.resolve("role-bindings-link"), target);
		Path file = Files.writeString(this.parent.resolve("role-bindings-file"), "");
		TemporaryFiles.folder(this.parent, "stdin-");
		assertThat(content()).contains(unlocked, target, link, file);
		assertThat(target.resolve(".in-use")).exists();
	}

	/** Where the classes are that the other process needs. */
	private static String classPath() {
		return Stream.of(Holder.class, TemporaryFiles.class, FileSystemUtils.class)
			.map((type) -> type.getProtectionDomain().getCodeSource().getLocation().getPath())
			.collect(Collectors.joining(File.pathSeparator));
	}

	private List<Path> content() throws IOException {
		try (Stream<Path> content = Files.list(this.parent)) {
			return content.toList();
		}
	}

	/** Another process, which has a folder until it is killed. */
	static final class Holder {

		private Holder() {
		}

		public static void main(String[] args) throws IOException {
			System.out.println(TemporaryFiles.folder(Path.of(args[0]), "stdin-"));
			int unused = System.in.read();
		}

	}

}
