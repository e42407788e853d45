package org.rolebindings.api;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The client down to the socket, as the application wires it, with its parts in reach.
 * The gate and the watch have a clock that only the test moves.
 */
final class TestClient implements AutoCloseable {

	static final String SECRET = "ak-c0ffee-c0ffee";

	static final Duration AMPLE = Duration.ofMinutes(1);

	final AtomicLong nanos = new AtomicLong();

	final StopSwitch stop = new StopSwitch();

	final RequestGate gate = TestWatch.gate(this.stop, this.nanos::get);

	final RequestMeter meter = new RequestMeter();

	final ServerClock serverClock = new ServerClock(Clock.systemUTC(), System::nanoTime, AMPLE);

	final AnswerWatch watch = new AnswerWatch(this.gate, this.meter, this.stop, TestWatch.PATIENCE, this.nanos::get,
			Clock.systemUTC());

	final ApiProperties properties;

	final HttpRoleBindingsApi api;

	TestClient(String target, Duration timeout) {
		this(target, timeout, null, null);
	}

	TestClient(String target, Duration timeout, @Nullable Path caCert, @Nullable ProxySettings proxy) {
		this.properties = new ApiProperties(target, null, null, caCert, 8, null, 3, timeout);
		JsonMapper json = JsonMapper.builder().build();
		URI normalised = this.properties.target();
		HttpExchange exchange = new HttpExchange(
				HttpClientFactory.create(this.properties, "role-binding-import/9.9", proxy), ApiKey.of(SECRET),
				new Deadlines(timeout, System::nanoTime), this.gate, this.meter, this.serverClock, this.watch, json);
		this.api = new HttpRoleBindingsApi(normalised, exchange, json);
	}

	RoleBinding create() {
		return this.api.create(CreateRoleBindingRequest.of(TestBindings.WANTED));
	}

	/**
	 * Lets the time pass for which the gate is closed, and as much more as a slow pace
	 * may want, and tells how long it was closed.
	 */
	Duration passGate() {
		Duration closed = this.gate.closedFor();
		this.nanos.addAndGet(closed.plusSeconds(6).toNanos());
		return closed;
	}

	@Override
	public void close() {
		this.api.close();
	}

}
