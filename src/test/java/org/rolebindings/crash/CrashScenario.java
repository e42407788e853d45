package org.rolebindings.crash;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.rolebindings.sandbox.SandboxProperties;

/**
 * An import: a file, a server and options. A command that takes bindings back may follow.
 *
 * @param file the file
 * @param server how the server behaves
 * @param onConflict the option of that name, which decides what a run leaves
 * @param more options that must not make a difference to it
 * @param removal the command that follows, or nothing
 */
public record CrashScenario(ImportFile file, SandboxProperties server, String onConflict, List<String> more,
		List<String> removal) {

	private static final double SHARE_OF_LOST_ANSWERS = 0.05;

	/** An import of a file, with a server that is quick. */
	public static CrashScenario of(ImportFile file) {
		return new CrashScenario(file, new SandboxProperties(Duration.ofMillis(2), null, 0, 0), "fail", List.of(),
				List.of());
	}

	/** The same with another value of that option. */
	public CrashScenario onConflict(String value) {
		return new CrashScenario(this.file, this.server, value, this.more, this.removal);
	}

	/** The same with these options, which make no difference. */
	public CrashScenario with(String... options) {
		return new CrashScenario(this.file, this.server, this.onConflict, List.of(options), this.removal);
	}

	/** The same with a server that loses answers. */
	public CrashScenario losingAnswers() {
		return new CrashScenario(this.file, new SandboxProperties(Duration.ofMillis(2), null, 0, SHARE_OF_LOST_ANSWERS),
				this.onConflict, this.more, this.removal);
	}

	/** The same with another command after it. */
	public CrashScenario followedBy(String... command) {
		return new CrashScenario(this.file, this.server, this.onConflict, this.more, List.of(command));
	}

	/** What decides what the last command leaves behind. */
	CrashScenario plain() {
		return of(this.file).onConflict(this.onConflict).followedBy(this.removal.toArray(String[]::new));
	}

	List<String> options() {
		List<String> options = new ArrayList<>(List.of("--on-conflict", this.onConflict));
		options.addAll(this.more);
		return options;
	}

	@Override
	public String toString() {
		return this.file.rows() + " rows, " + String.join(" ", options())
				+ ((this.server.sandboxLostAnswers() > 0) ? ", lost answers" : "")
				+ (this.removal.isEmpty() ? "" : ", then " + String.join(" ", this.removal));
	}

}
