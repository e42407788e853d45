package org.rolebindings.sandbox;

import java.net.URI;
import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Binding;
import org.rolebindings.binding.Id;
import org.rolebindings.sandbox.bindings.BindingStore;
import org.rolebindings.sandbox.bindings.LaggingIndex;
import org.rolebindings.sandbox.bindings.SandboxBinding;
import org.rolebindings.sandbox.directory.Directory;
import org.rolebindings.sandbox.endpoints.Endpoint;
import org.rolebindings.sandbox.keys.AccessKeys;
import org.rolebindings.sandbox.wire.Answers;
import org.rolebindings.sandbox.wire.HttpTransport;
import org.rolebindings.sandbox.wire.Json;
import org.rolebindings.sandbox.wire.JsonBody;
import org.rolebindings.sandbox.wire.ProblemException;
import org.rolebindings.sandbox.wire.Request;
import org.rolebindings.sandbox.wire.RequestIds;
import org.rolebindings.sandbox.wire.Result;

/**
 * A sandbox that is given bindings with the times they were created at, at its start and
 * at any time later.
 */
public final class TestAccount implements AutoCloseable {

	private final RequestIds ids = new RequestIds();

	private final Delay delay;

	private final AccessKeys keys;

	private final Witness witness;

	private final HttpTransport transport;

	private volatile Contents contents;

	/** Sees what becomes of each request that has a key, before it is answered. */
	@FunctionalInterface
	public interface Witness {

		/**
		 * Is told of a request.
		 * @param request the request
		 * @param result what has been done, or {@code null} if it was refused
		 * @param problem why it was refused
		 */
		void saw(Request request, @Nullable Result result, @Nullable String problem);

	}

	/**
	 * Starts to serve, any key.
	 * @param bindings what is in the account
	 * @param properties how badly the sandbox behaves
	 * @param afterRequest is run after each request, before it is answered
	 */
	public TestAccount(List<SandboxBinding> bindings, SandboxProperties properties, Runnable afterRequest) {
		this(bindings, properties, AccessKeys.any(), (request, result, problem) -> afterRequest.run());
	}

	/**
	 * Starts to serve.
	 * @param bindings what is in the account
	 * @param properties how badly the sandbox behaves
	 * @param keys who may do what
	 * @param witness sees all requests
	 */
	public TestAccount(List<SandboxBinding> bindings, SandboxProperties properties, AccessKeys keys, Witness witness) {
		this.delay = new Delay(properties.sandboxLatency());
		this.keys = keys;
		this.witness = witness;
		this.contents = contents(bindings, properties, Duration.ZERO);
		this.transport = new HttpTransport(0, this.ids,
				() -> new Exchange(this.ids.next(), this.contents.handler(), this.delay));
	}

	/** A store, and what serves it. */
	private record Contents(BindingStore store, RequestHandler handler) {
	}

	private Contents contents(List<SandboxBinding> bindings, SandboxProperties properties, Duration lag) {
		SettableClock clock = new SettableClock();
		BindingStore store = new BindingStore(clock, lag.isZero() ? null : new LaggingIndex(lag, System::nanoTime));
		for (SandboxBinding binding : bindings) {
			if (!binding.id().isEmpty()) {
				store.give(binding);
				continue;
			}
			clock.set(binding.createdAt());
			SandboxBinding unused = store
				.create(new Binding(id(binding.roleId()), id(binding.userId()), binding.resourceType(),
						binding.resource()))
				.orElseThrow();
		}
		clock.set(null);
		return new Contents(store, handler(store, properties));
	}

	private RequestHandler handler(BindingStore store, SandboxProperties properties) {
		Json json = new Json();
		Endpoint routes = Api.routes(store, new JsonBody(json), Directory.builtIn());
		Endpoint endpoint = (request, rights) -> {
			try {
				Result result = routes.handle(request, rights);
				this.witness.saw(request, result, null);
				return result;
			}
			catch (ProblemException ex) {
				this.witness.saw(request, null, ex.getMessage());
				throw ex;
			}
		};
		return new RequestHandler(this.keys, new RateLimit(properties.sandboxRate(), System::nanoTime),
				new Faults(properties), endpoint, new Answers(json));
	}

	private static Id id(String text) {
		return Id.parse(text).orElseThrow();
	}

	/**
	 * Puts other bindings in the place of those that are there.
	 * @param bindings what is in the account from now on; one without an id gets one
	 * @param properties how badly the sandbox behaves from now on, latency aside
	 */
	public void put(List<SandboxBinding> bindings, SandboxProperties properties) {
		put(bindings, properties, Duration.ZERO);
	}

	/**
	 * The same, with lists that lag behind writes.
	 * @param lag how long a write does not show
	 */
	public void put(List<SandboxBinding> bindings, SandboxProperties properties, Duration lag) {
		this.contents = contents(bindings, properties, lag);
	}

	/** The bindings, in the order in which they were created. */
	public List<SandboxBinding> bindings() {
		return this.contents.store().all();
	}

	/** Where the API is. */
	public URI baseUrl() {
		return URI.create("http://127.0.0.1:" + this.transport.port());
	}

	/** The number of requests so far. */
	public long requests() {
		return this.ids.count();
	}

	@Override
	public void close() {
		this.delay.close();
		this.transport.close();
	}

}
