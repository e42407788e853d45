package org.rolebindings.status;

import java.time.Duration;
import java.util.List;
import java.util.Properties;

import org.rolebindings.api.http.ApiConfiguration;
import org.rolebindings.api.http.ApiEndpoint;
import org.rolebindings.api.http.ApiKey;
import org.rolebindings.api.http.ApiProperties;
import org.rolebindings.api.outage.ApiPreflight;
import org.rolebindings.api.outage.OutageDetector;
import org.rolebindings.api.outage.OutageProperties;
import org.rolebindings.api.pace.RequestGate;
import org.rolebindings.api.pace.RequestMeter;
import org.rolebindings.sandbox.SandboxProperties;
import org.rolebindings.sandbox.SandboxServer;

import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** The client of one import, and an API to which it can send something. */
public final class TestClient implements AutoCloseable {

	private final SandboxServer sandbox = SandboxServer.start(0, SandboxProperties.none());

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	/**
	 * A client.
	 * @param rate the most requests a second
	 */
	public TestClient(int rate) {
		String address = this.sandbox.baseUrl().toString();
		for (Object bean : List.of(new ApiProperties(address, null, null, null, 16, rate, 1, Duration.ofSeconds(30)),
				new OutageProperties(Duration.ofMinutes(1), Duration.ofMinutes(1)),
				new BuildProperties(new Properties()), new ApiEndpoint(this.sandbox.baseUrl(), ApiKey.of("any")))) {
			this.context.getBeanFactory().registerSingleton(bean.getClass().getName(), bean);
		}
		this.context.register(ApiConfiguration.class);
		this.context.refresh();
	}

	public RequestGate gate() {
		return this.context.getBean(RequestGate.class);
	}

	public OutageDetector watch() {
		return this.context.getBean(OutageDetector.class);
	}

	public RequestMeter meter() {
		return this.context.getBean(RequestMeter.class);
	}

	/** Sends one request, which is answered with 200. */
	public void send() {
		this.context.getBean(ApiPreflight.class).check((heard) -> {
			throw new AssertionError(heard);
		});
	}

	@Override
	public void close() {
		this.context.close();
		this.sandbox.close();
	}

}
