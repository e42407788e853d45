package org.rolebindings.chaos;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;

/** The fault server together with its memory, and what it has seen. */
final class FaultyApi implements AutoCloseable {

	private final ChaosAccount account;

	private final Clock clock;

	private final FaultServer server;

	private volatile ServerLog log = new ServerLog();

	/**
	 * Starts to serve.
	 * @param script what happens to each request
	 * @param patience how long the client waits for an answer
	 * @param clock the server's clock
	 * @param paging how listings are divided
	 */
	FaultyApi(Script script, Duration patience, Clock clock, Paging paging) throws IOException {
		this.account = new ChaosAccount(clock);
		this.clock = clock;
		this.server = new FaultServer(reaction(script, paging), patience);
	}

	private Reaction reaction(Script script, Paging paging) {
		Service service = new Service(this.account, this.log, paging);
		return new Reaction(this.account, service, this.log, script, this.clock);
	}

	/** Begins with another script and an empty log, after {@link #settle()}. */
	void follow(Script script, Paging paging) {
		this.log = new ServerLog();
		this.server.react(reaction(script, paging));
	}

	ChaosAccount account() {
		return this.account;
	}

	ServerLog log() {
		return this.log;
	}

	String baseUrl() {
		return this.server.baseUrl();
	}

	/** Waits until nothing is being carried out any more. */
	void settle() {
		this.server.settle();
	}

	/** Waits until nothing is being carried out any more, and closes everything. */
	@Override
	public void close() throws IOException {
		this.server.close();
	}

}
