package org.rolebindings.api.http;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.CreateRoleBindingRequest;
import org.rolebindings.api.RoleBinding;
import org.rolebindings.api.SendingRight;
import org.rolebindings.api.TestBindings;
import org.rolebindings.api.outage.OutageDetector;
import org.rolebindings.api.outage.TestOutageDetector;
import org.rolebindings.api.pace.RequestGate;
import org.rolebindings.api.pace.RequestMeter;
import org.rolebindings.stop.StopSwitch;
import tools.jackson.databind.json.JsonMapper;

/**
 * The client down to the socket, as the application wires it, with its parts in reach.
 * The gate and the outage detector have a clock that only the test moves.
 */
public final class TestApiClient implements AutoCloseable {

	static final SendingRight ALWAYS = (changesExisting) -> {
	};

	public static final String SECRET = "ak-c0ffee-c0ffee";

	public static final Duration AMPLE = Duration.ofMinutes(1);

	public final AtomicLong nanos = new AtomicLong();

	public final StopSwitch stop = new StopSwitch();

	public final RequestGate gate = TestOutageDetector.gate(this.stop, this.nanos::get);

	public final RequestMeter meter = new RequestMeter();

	final ServerClock serverClock = new ServerClock(Clock.systemUTC(), System::nanoTime, AMPLE);

	public final OutageDetector outageDetector = new OutageDetector(this.gate, this.meter, this.stop,
			TestOutageDetector.PROPERTIES, this.nanos::get, Clock.systemUTC());

	public final ApiProperties properties;

	public final HttpRoleBindingsApi api;

	public TestApiClient(String target, Duration timeout) {
		this(target, timeout, null, null);
	}

	public TestApiClient(String target, Duration timeout, @Nullable Path caCert, @Nullable ProxySettings proxy) {
		this.properties = new ApiProperties(target, null, null, caCert, 8, null, 3, timeout);
		JsonMapper json = JsonMapper.builder().build();
		URI normalised = this.properties.target();
		HttpExchange exchange = new HttpExchange(
				HttpClientFactory.create(this.properties, "role-binding-import/9.9", proxy), ApiKey.of(SECRET),
				new Deadlines(timeout, System::nanoTime), ALWAYS, this.gate, this.meter, this.serverClock,
				this.outageDetector, json);
		this.api = new HttpRoleBindingsApi(normalised, exchange, json);
	}

	public RoleBinding create() {
		return this.api.create(CreateRoleBindingRequest.of(TestBindings.WANTED));
	}

	/**
	 * Lets the time pass for which the gate is closed, and as much more as a slow pace
	 * may want, and tells how long it was closed.
	 */
	public Duration passGate() {
		Duration closed = this.gate.closedFor();
		this.nanos.addAndGet(closed.plusSeconds(6).toNanos());
		return closed;
	}

	@Override
	public void close() {
		this.api.close();
	}

}
