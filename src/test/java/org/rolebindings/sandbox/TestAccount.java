package org.rolebindings.sandbox;

import java.net.URI;
import java.util.List;

import org.rolebindings.binding.Binding;
import org.rolebindings.binding.Id;
import org.rolebindings.sandbox.bindings.BindingStore;
import org.rolebindings.sandbox.bindings.SandboxBinding;
import org.rolebindings.sandbox.directory.Directory;
import org.rolebindings.sandbox.endpoints.Endpoint;
import org.rolebindings.sandbox.keys.AccessKeys;
import org.rolebindings.sandbox.wire.Answers;
import org.rolebindings.sandbox.wire.HttpTransport;
import org.rolebindings.sandbox.wire.Json;
import org.rolebindings.sandbox.wire.JsonBody;
import org.rolebindings.sandbox.wire.RequestIds;

/**
 * A sandbox that is given bindings with the times they were created at, at its start and
 * at any time later.
 */
public final class TestAccount implements AutoCloseable {

	private final RequestIds ids = new RequestIds();

	private final Delay delay;

	private final Runnable afterRequest;

	private final HttpTransport transport;

	private volatile Contents contents;

	/**
	 * Starts to serve.
	 * @param bindings what is in the account
	 * @param properties how badly the sandbox behaves
	 * @param afterRequest is run after each request, before it is answered
	 */
	public TestAccount(List<SandboxBinding> bindings, SandboxProperties properties, Runnable afterRequest) {
		this.delay = new Delay(properties.sandboxLatency());
		this.afterRequest = afterRequest;
		this.contents = contents(bindings, properties);
		this.transport = new HttpTransport(0, this.ids,
				() -> new Exchange(this.ids.next(), this.contents.handler(), this.delay));
	}

	/** A store, and what serves it. */
	private record Contents(BindingStore store, RequestHandler handler) {
	}

	private Contents contents(List<SandboxBinding> bindings, SandboxProperties properties) {
		SettableClock clock = new SettableClock();
		BindingStore store = new BindingStore(clock, null);
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
				return routes.handle(request, rights);
			}
			finally {
				this.afterRequest.run();
			}
		};
		return new RequestHandler(AccessKeys.any(), new RateLimit(properties.sandboxRate(), System::nanoTime),
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
		this.contents = contents(bindings, properties);
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
