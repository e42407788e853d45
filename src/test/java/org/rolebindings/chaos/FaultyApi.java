package org.rolebindings.chaos;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;

/** The fault server together with its memory, and what it has seen. */
final class FaultyApi implements AutoCloseable {

	private final ChaosAccount account;

	private final ServerLog log = new ServerLog();

	private final FaultServer server;

	/**
	 * Starts to serve.
	 * @param script what happens to each request
	 * @param patience how long the client waits for an answer
	 * @param clock the server's clock
	 * @param page the most bindings that are listed at once
	 */
	FaultyApi(Script script, Duration patience, Clock clock, int page) throws IOException {
		this.account = new ChaosAccount(clock);
		Service service = new Service(this.account, this.log, page);
		this.server = new FaultServer(new Reaction(this.account, service, this.log, script, clock), patience);
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

	/** Waits until nothing is being carried out any more, and closes everything. */
	@Override
	public void close() throws IOException {
		this.server.close();
	}

}
