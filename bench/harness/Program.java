import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * This program, as a user starts it: with its script, or with the plain jar.
 *
 * @param start the words that start it
 * @param jdk the JDK that runs it
 * @param options options of the JVM, or an empty text
 * @param plain whether it is the plain jar
 */
record Program(List<String> start, Path jdk, String options, boolean plain) {

	static Program script(Path checkout, Path jdk) {
		return new Program(List.of(checkout.resolve("bin/role-bindings").toString()), jdk, "", false);
	}

	static Program jar(Path jar, Path jdk) {
		return new Program(List.of(jdk.resolve("bin/java").toString(), "-jar", jar.toString()), jdk, "", true);
	}

	Program withOptions(String jvmOptions) {
		return new Program(this.start, this.jdk, jvmOptions, this.plain);
	}

	Command command(Object... arguments) {
		List<Object> words = new ArrayList<>(this.start);
		if (this.plain && !this.options.isEmpty()) {
			words.addAll(1, List.of(this.options.split(" ")));
		}
		words.addAll(List.of(arguments));
		return Command.of(words.toArray())
			.with("JAVA_HOME", this.jdk.toString())
			.with("JAVA_OPTS", this.options)
			.with("ARIZE_API_KEY", "bench");
	}

	/** An import, with its state and its reports below a folder. */
	Command importing(Path file, String url, int concurrency, Path folder) {
		return command("import", file, "--base-url", url, "--concurrency", concurrency, "--state",
				folder.resolve("state"), "--reports", folder.resolve("reports"), "--no-progress");
	}

}
