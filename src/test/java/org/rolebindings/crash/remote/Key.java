package org.rolebindings.crash.remote;

import java.util.Arrays;
import java.util.stream.Stream;

import org.rolebindings.testing.Program;

/** The keys that machines may have. */
enum Key {

	/** The manager's. */
	OF_MANAGER(Program.KEY, "CREATE READ DELETE"),

	/** A worker's, which may do all that is needed. */
	OF_WORKER("ak-77d0-worker-secret", "CREATE READ DELETE"),

	/** One that may create nothing. */
	READING("ak-91be-reading-secret", "READ DELETE"),

	/** One that may see nothing. */
	BLIND("ak-3c55-blind-secret", "CREATE DELETE"),

	/** One that the account does not know any more. */
	DEAD("ak-0f2a-dead-secret", "");

	private final String text;

	private final String rights;

	Key(String text, String rights) {
		this.text = text;
		this.rights = rights;
	}

	String text() {
		return this.text;
	}

	/** The rights as a list in JSON has them. */
	String rights() {
		return "\"" + this.rights.replace(" ", "\", \"") + "\"";
	}

	/** Those that the account knows. */
	static Stream<Key> known() {
		return Arrays.stream(values()).filter((key) -> !key.rights.isEmpty());
	}

}
