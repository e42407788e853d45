package org.rolebindings.sandbox;

import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;

/**
 * A stand-in of the API, in memory, on the loopback address. It is empty at the start.
 * All its threads are daemons: whoever wants it to serve has to stay alive.
 */
public final class SandboxServer implements AutoCloseable {

	private static final int MAX_PORT = 65535;

	private final BindingStore store = new BindingStore(Clock.systemUTC());

	private final RequestIds ids = new RequestIds();

	private final Delay delay;

	private final HttpTransport transport;

	private SandboxServer(int port, SandboxProperties properties) {
		this.delay = new Delay(properties.sandboxLatency());
		FrontDoor door = Api.open(this.store, properties);
		this.transport = new HttpTransport(port, this.ids, () -> new Exchange(this.ids.next(), door, this.delay));
	}

	/**
	 * Starts a sandbox.
	 * @param port the port on 127.0.0.1, 1 to 65535, or 0 for any that is free
	 * @param properties how badly it behaves
	 * @return the sandbox, which serves until it is closed
	 * @throws IllegalArgumentException if there is no such port
	 * @throws UncheckedIOException if the port cannot be used; the message is for a
	 * person
	 */
	public static SandboxServer start(int port, SandboxProperties properties) {
		if (port < 0 || port > MAX_PORT) {
			throw new IllegalArgumentException("--port is " + port + "; it takes a number from 0 to " + MAX_PORT + ".");
		}
		return new SandboxServer(port, properties);
	}

	/**
	 * Where the API is.
	 * @return {@code http://127.0.0.1:} and the port
	 */
	public URI baseUrl() {
		return URI.create("http://127.0.0.1:" + this.transport.port());
	}

	/**
	 * What the sandbox holds.
	 * @return the bindings at this moment, in the order in which they were created
	 */
	public List<SandboxBinding> bindings() {
		return this.store.all();
	}

	/**
	 * How busy it was.
	 * @return the number of requests so far, whatever became of them
	 */
	public long requests() {
		return this.ids.count();
	}

	/** Stops serving. Answers that are held back are lost; closing again does nothing. */
	@Override
	public void close() {
		this.delay.close();
		this.transport.close();
	}

}
