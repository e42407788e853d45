package org.rolebindings.crash.remote;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;

import org.rolebindings.testing.Program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A process of the packaged program.
 *
 * @param running how it was started
 */
record RemoteProcess(Program.Running running) {

	/** What a process ends with that was told to stop. */
	static final int TERMINATED = 143;

	static final Duration LONGEST = Duration.ofMinutes(2);

	long pid() {
		return this.running.process().pid();
	}

	boolean isAlive() {
		return this.running.process().isAlive();
	}

	/** What it has said so far. */
	String said() {
		try {
			return Files.readString(this.running.err());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Waits until it has said one of these. */
	void awaitSaid(String... words) {
		await().atMost(LONGEST)
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(20))
			.untilAsserted(() -> assertThat(said()).containsAnyOf(words));
	}

	/** Returns when the process does nothing any more. */
	void kill() {
		Process unused = this.running.process().destroyForcibly().onExit().join();
	}

	void freeze() {
		this.running.signal("STOP");
	}

	/** Lets it go on, unless it has been killed since. */
	void wake() {
		if (isAlive()) {
			this.running.signal("CONT");
		}
	}

	void terminate() {
		this.running.signal("TERM");
	}

	/** Waits for its end, which has to be this one, with a message for a person. */
	Program.Result assertEnds(int code) {
		Program.Result result = this.running.result();
		assertThat(result.code()).as(result.err()).isEqualTo(code);
		assertThat(result.err() + result.out()).doesNotContain("\tat ", "Exception");
		return result;
	}

}
