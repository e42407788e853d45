package org.rolebindings.sandbox;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

import org.rolebindings.sandbox.bindings.BindingStore;
import org.rolebindings.sandbox.bindings.LaggingIndex;
import org.rolebindings.sandbox.bindings.SandboxBinding;
import org.rolebindings.sandbox.keys.AccessKeys;
import org.rolebindings.sandbox.wire.HttpTransport;
import org.rolebindings.sandbox.wire.RequestIds;

/**
 * A stand-in of the API, in memory, on the loopback address. All its threads are daemons:
 * whoever wants it to serve has to stay alive.
 */
public final class SandboxServer implements AutoCloseable {

	private static final int MAX_PORT = 65535;

	private final BindingStore store;

	private final RequestIds ids = new RequestIds();

	private final Delay delay;

	private final HttpTransport transport;

	private SandboxServer(int port, SandboxProperties properties, Account account, Duration listLag) {
		this.store = new BindingStore(Clock.systemUTC(),
				listLag.isZero() ? null : new LaggingIndex(listLag, System::nanoTime));
		account.bindings().forEach(this.store::give);
		this.delay = new Delay(properties.sandboxLatency());
		RequestHandler handler = Api.open(this.store, properties, account);
		this.transport = new HttpTransport(port, this.ids, () -> new Exchange(this.ids.next(), handler, this.delay));
	}

	/**
	 * Starts a sandbox without bindings in which any key may do everything.
	 * @param port the port on 127.0.0.1, 1 to 65535, or 0 for any that is free
	 * @param properties which faults it has
	 * @return the sandbox, which serves until it is closed
	 */
	public static SandboxServer start(int port, SandboxProperties properties) {
		return start(port, properties, AccessKeys.any(), Duration.ZERO);
	}

	/**
	 * Starts a sandbox without bindings.
	 * @param port the port on 127.0.0.1, 1 to 65535, or 0 for any that is free
	 * @param properties which faults it has
	 * @param keys who may do what
	 * @param listLag how long lists of bindings do not show a write, 0 or more
	 * @return the sandbox, which serves until it is closed
	 * @throws IllegalArgumentException if there is no such port
	 * @throws UncheckedIOException if the port cannot be used; the message is for a
	 * person
	 */
	public static SandboxServer start(int port, SandboxProperties properties, AccessKeys keys, Duration listLag) {
		return start(port, properties, Account.empty(keys), listLag);
	}

	/**
	 * Starts a sandbox.
	 * @param port the port on 127.0.0.1, 1 to 65535, or 0 for any that is free
	 * @param properties which faults it has
	 * @param account what is in it at the start
	 * @param listLag how long lists of bindings do not show a write, 0 or more
	 * @return the sandbox, which serves until it is closed
	 * @throws IllegalArgumentException if there is no such port
	 * @throws UncheckedIOException if the port cannot be used; the message is for a
	 * person
	 */
	public static SandboxServer start(int port, SandboxProperties properties, Account account, Duration listLag) {
		if (port < 0 || port > MAX_PORT) {
			throw new IllegalArgumentException("--port is " + port + "; it takes a number from 0 to " + MAX_PORT + ".");
		}
		return new SandboxServer(port, properties, account, listLag);
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
	 * Counts the requests.
	 * @return the number of requests so far, with those that failed
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
