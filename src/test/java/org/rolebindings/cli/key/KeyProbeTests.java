package org.rolebindings.cli.key;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rolebindings.api.http.ApiKey;
import org.rolebindings.api.http.ApiProperties;
import org.rolebindings.api.outage.OutageProperties;
import org.rolebindings.cli.process.InvalidSettingException;
import org.rolebindings.sandbox.SandboxProperties;
import org.rolebindings.sandbox.SandboxServer;
import org.rolebindings.stop.StopReason;

import org.springframework.boot.info.BuildProperties;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link KeyProbe}. */
@Timeout(60)
class KeyProbeTests {

	private final AtomicInteger status = new AtomicInteger();

	private final List<StopReason> meanwhile = new CopyOnWriteArrayList<>();

	private HttpServer server;

	@BeforeEach
	void serve() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/", (exchange) -> {
			exchange.sendResponseHeaders(this.status.get(), -1);
			exchange.close();
		});
		this.server.start();
	}

	@AfterEach
	void stop() {
		this.server.stop(0);
	}

	private @Nullable StopReason probe(String address, KeySource keys) {
		return probe(address, keys, null);
	}

	private @Nullable StopReason probe(String address, KeySource keys, @Nullable Path caCert) {
		return new KeyProbe(new ApiProperties(address, null, null, caCert, 16, null, 1, Duration.ofSeconds(30)),
				new OutageProperties(Duration.ofSeconds(1), Duration.ofMinutes(1)),
				new BuildProperties(new Properties()), keys, (warning) -> {
				})
			.probe(this.meanwhile::add);
	}

	private StopReason.@Nullable Kind whenAnswered(int code) {
		this.status.set(code);
		StopReason reason = probe("http://127.0.0.1:" + this.server.getAddress().getPort(),
				(file, warnings) -> ApiKey.of("any"));
		return (reason != null) ? reason.kind() : null;
	}

	@Test
	void probeWhenAllIsWellHasOneRequestAndFindsNothing() {
		try (SandboxServer sandbox = SandboxServer.start(0, SandboxProperties.none())) {
			assertThat(probe(sandbox.baseUrl().toString(), (file, warnings) -> ApiKey.of("any"))).isNull();
			assertThat(sandbox.requests()).isEqualTo(1);
		}
	}

	@Test
	void probeWhenTheKeyIsRefusedFindsADeadKey() {
		assertThat(whenAnswered(401)).isEqualTo(StopReason.Kind.DEAD_KEY);
	}

	@Test
	void probeWhenTheServiceFailsOrIsNotTheApiFindsAnOutage() {
		assertThat(whenAnswered(503)).isEqualTo(StopReason.Kind.OUTAGE);
		assertThat(whenAnswered(404)).isEqualTo(StopReason.Kind.OUTAGE);
	}

	@Test
	void probeWhenTheKeyMayNotListFindsNothing() {
		assertThat(whenAnswered(403)).isNull();
	}

	@Test
	void probeWhenTheCertificatesCannotBeReadSaysSo() {
		assertThat(probe("https://127.0.0.1", (file, warnings) -> ApiKey.of("any"), Path.of("missing.pem")))
			.satisfies((reason) -> {
				assertThat(reason.kind()).isEqualTo(StopReason.Kind.OUTAGE);
				assertThat(reason.message()).startsWith("--ca-cert is missing.pem");
			});
	}

	@Test
	void probeWhenThereIsNoKeyFindsADeadKey() {
		StopReason reason = probe("http://127.0.0.1:" + this.server.getAddress().getPort(), (file, warnings) -> {
			throw new InvalidSettingException("ARIZE_API_KEY is empty.");
		});
		assertThat(reason).isEqualTo(new StopReason(StopReason.Kind.DEAD_KEY, "ARIZE_API_KEY is empty."));
	}

}
