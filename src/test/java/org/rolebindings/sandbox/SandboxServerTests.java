package org.rolebindings.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rolebindings.binding.ResourceType;
import org.rolebindings.sandbox.bindings.SandboxBinding;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rolebindings.sandbox.SandboxClient.binding;
import static org.rolebindings.sandbox.SandboxClient.body;

class SandboxServerTests {

	@Test
	void startWhenPortIsZeroTakesAnyFreeOne() {
		try (SandboxServer first = SandboxServer.start(0, SandboxProperties.none());
				SandboxServer second = SandboxServer.start(0, SandboxProperties.none())) {
			assertThat(first.baseUrl().toString()).matches("http://127\\.0\\.0\\.1:\\d+");
			assertThat(second.baseUrl()).isNotEqualTo(first.baseUrl());
			assertThat(new SandboxClient(first).get("/v2/users").statusCode()).isEqualTo(200);
		}
	}

	@Test
	void startWhenPortIsTakenSaysSo() throws IOException {
		try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] { 127, 0, 0, 1 }))) {
			int port = taken.getLocalPort();
			assertThatExceptionOfType(UncheckedIOException.class)
				.isThrownBy(() -> SandboxServer.start(port, SandboxProperties.none()))
				.withMessage("Port " + port + " on the loopback address is already in use.");
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, 65536 })
	void startWhenThereIsNoSuchPortSaysSo(int port) {
		assertThatIllegalArgumentException().isThrownBy(() -> SandboxServer.start(port, SandboxProperties.none()))
			.withMessage("--port is " + port + "; it takes a number from 0 to 65535.");
	}

	@Test
	void closeWhenClientsAreConnectedFreesThePort() {
		int port;
		try (SandboxServer server = SandboxServer.start(0, SandboxProperties.none())) {
			port = server.baseUrl().getPort();
			assertThat(new SandboxClient(server).get("/v2/users").statusCode()).isEqualTo(200);
		}
		try (SandboxServer again = SandboxServer.start(port, SandboxProperties.none())) {
			assertThat(new SandboxClient(again).get("/v2/users").statusCode()).isEqualTo(200);
		}
	}

	@Test
	void closeWhenClosedDoesNothing() {
		SandboxServer server = SandboxServer.start(0, SandboxProperties.none());
		SandboxClient client = new SandboxClient(server);
		server.close();
		server.close();
		assertThatThrownBy(() -> client.get("/v2/users")).isInstanceOf(UncheckedIOException.class);
	}

	@Test
	void startWhenForgottenKeepsNoJvmAlive() {
		Set<Thread> before = Thread.getAllStackTraces().keySet();
		try (SandboxServer server = SandboxServer.start(0, new SandboxProperties(Duration.ofMillis(1), null, 0, 0))) {
			new SandboxClient(server).get("/v2/users");
			Set<Thread> started = Thread.getAllStackTraces()
				.keySet()
				.stream()
				.filter((thread) -> !before.contains(thread))
				.collect(Collectors.toSet());
			assertThat(started).extracting(Thread::getName).contains("sandbox-latency");
			assertThat(started).allMatch(Thread::isDaemon);
		}
	}

	@Test
	void bindingsWhenCreatedShowsThemAsTheyWereSent() {
		try (SandboxServer server = SandboxServer.start(0, SandboxProperties.none())) {
			JsonNode created = body(new SandboxClient(server).create(binding("1:a", "1:b", "Model:1:c")));
			SandboxBinding binding = server.bindings().get(0);
			assertThat(binding.id()).isEqualTo(created.get("id").stringValue());
			assertThat(binding.roleId()).isEqualTo(SandboxClient.id("Role:1:a"));
			assertThat(binding.userId()).isEqualTo(SandboxClient.id("User:1:b"));
			assertThat(binding.resourceType()).isEqualTo(ResourceType.PROJECT);
			assertThat(binding.resourceId()).isEqualTo(SandboxClient.id("Model:1:c"));
			assertThat(binding.createdAt()).isEqualTo(created.get("created_at").stringValue());
			assertThat(binding.updatedAt()).isEqualTo(binding.createdAt());
		}
	}

	@Test
	void requestsWhenAnsweredOrRefusedCountsThem() {
		try (SandboxServer server = SandboxServer.start(0, SandboxProperties.none())) {
			SandboxClient client = new SandboxClient(server);
			client.get("/v2/users");
			client.get("/nowhere");
			assertThat(server.requests()).isEqualTo(2);
		}
	}

}
