package org.rolebindings.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rolebindings.sandbox.bindings.SandboxBinding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rolebindings.sandbox.ProblemAssert.assertThatProblem;
import static org.rolebindings.sandbox.SandboxClient.binding;

/** The sandbox, told to misbehave. */
class FaultsTests {

	@Test
	@Timeout(60)
	void latencyWhenManyAreInFlightHoldsEachBackAndNoneBehindAnother() {
		Duration latency = Duration.ofMillis(500);
		try (SandboxServer server = SandboxServer.start(0, new SandboxProperties(latency, null, 0, 0))) {
			SandboxClient client = new SandboxClient(server);
			List<CompletableFuture<Long>> waits = new ArrayList<>();
			for (int i = 0; i < 512; i++) {
				String content = SandboxClient.json(binding("1:a", i + ":b", "Space:1:c"));
				long start = System.nanoTime();
				waits.add(client.http()
					.sendAsync(client.post(content).build(), BodyHandlers.ofString())
					.thenApply((response) -> {
						assertThat(response.statusCode()).isEqualTo(201);
						return System.nanoTime() - start;
					}));
			}
			assertThat(waits).extracting(CompletableFuture::join)
				.allMatch((nanos) -> nanos >= TimeUnit.MILLISECONDS.toNanos(500));
			assertThat(server.bindings()).hasSize(512);
		}
	}

	@Test
	@Timeout(60)
	void closeWhenAnswersAreHeldBackDropsThem() {
		SandboxServer server = SandboxServer.start(0, new SandboxProperties(Duration.ofHours(1), null, 0, 0));
		SandboxClient client = new SandboxClient(server);
		CompletableFuture<HttpResponse<String>> answer = client.http()
			.sendAsync(client.request("/v2/users").build(), BodyHandlers.ofString());
		while (server.requests() == 0) {
			Thread.onSpinWait();
		}
		server.close();
		assertThatThrownBy(answer::join).hasCauseInstanceOf(IOException.class);
	}

	@Test
	void rateWhenExceededAsksToWaitASecond() {
		try (SandboxServer server = SandboxServer.start(0, new SandboxProperties(Duration.ZERO, 1, 0, 0))) {
			SandboxClient client = new SandboxClient(server);
			HttpResponse<String> response = client.get("/v2/users");
			assertThat(response.statusCode()).isEqualTo(200);
			while (response.statusCode() == 200) {
				response = client.get("/v2/users");
			}
			assertThatProblem(response).is(429, "#rate-limit-exceeded");
			assertThat(response.headers().firstValue("Retry-After")).contains("1");
		}
	}

	@Test
	void rateWhenExceededCarriesNothingOut() {
		try (SandboxServer server = SandboxServer.start(0, new SandboxProperties(Duration.ZERO, 1, 0, 0))) {
			SandboxClient client = new SandboxClient(server);
			int created = 0;
			for (int i = 0; i < 20; i++) {
				created += (client.create(binding("1:a", i + ":b", "Space:1:c")).statusCode() == 201) ? 1 : 0;
			}
			assertThat(server.bindings()).hasSize(created);
		}
	}

	@Test
	void errorsWhenAllFailCarriesOutAboutHalfOfTheWrites() {
		try (SandboxServer server = SandboxServer.start(0, new SandboxProperties(Duration.ZERO, null, 1, 0))) {
			SandboxClient client = new SandboxClient(server);
			List<Integer> statuses = new ArrayList<>();
			for (int i = 0; i < 100; i++) {
				HttpResponse<String> response = client.create(binding("1:a", i + ":b", "Space:1:c"));
				statuses.add(response.statusCode());
				if (response.statusCode() == 502) {
					assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
					assertThat(response.headers().firstValue("X-Request-Id")).isPresent();
					assertThat(response.body()).startsWith("<html>");
				}
				else {
					assertThatProblem(response).is(response.statusCode(), "about:blank");
				}
			}
			assertThat(statuses).containsOnly(500, 502, 503, 504).contains(500, 502, 503, 504);
			assertThat(server.bindings()).hasSizeBetween(35, 65);
		}
	}

	@Test
	void errorsWhenOneConnectionAsksAreTheSameInEveryRun() {
		List<Integer> first = statuses(400, 0.3);
		assertThat(first).isEqualTo(statuses(400, 0.3));
		assertThat(first.stream().filter((status) -> status >= 500)).hasSizeBetween(90, 150);
		assertThat(first.stream().filter((status) -> status < 500)).containsOnly(200);
	}

	@Test
	void errorsWhenThereIsNoKeyAnswersUnauthorized() {
		try (SandboxServer server = SandboxServer.start(0, new SandboxProperties(Duration.ZERO, 1, 1, 1))) {
			SandboxClient client = new SandboxClient(server);
			for (int i = 0; i < 5; i++) {
				assertThatProblem(client.send(HttpRequest.newBuilder(server.baseUrl().resolve("/v2/users")))).is(401,
						"#authentication-required");
			}
		}
	}

	@Test
	void lostAnswersWhenAWriteIsSentCarriesItOutAndClosesTheConnection() {
		try (SandboxServer server = SandboxServer.start(0, new SandboxProperties(Duration.ZERO, null, 0, 1))) {
			SandboxClient client = new SandboxClient(server);
			assertThatThrownBy(() -> client.create(binding("1:a", "1:b", "Space:1:c")))
				.isInstanceOf(UncheckedIOException.class);
			assertThat(server.requests()).isEqualTo(1);
			assertThat(server.bindings()).singleElement()
				.extracting(SandboxBinding::userId)
				.isEqualTo(SandboxClient.id("User:1:b"));
		}
	}

	@Test
	void lostAnswersWhenTheyAreHeldBackAsWellSendsNotOneByte() {
		try (SandboxServer server = SandboxServer.start(0, new SandboxProperties(Duration.ofMillis(50), null, 0, 1))) {
			assertThat(RawHttp.exchange(server.baseUrl(),
					"GET /v2/users HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer any\r\n\r\n"))
				.isEmpty();
		}
	}

	private static List<Integer> statuses(int count, double errors) {
		try (SandboxServer server = SandboxServer.start(0, new SandboxProperties(Duration.ZERO, null, errors, 0))) {
			SandboxClient client = new SandboxClient(server);
			List<Integer> statuses = new ArrayList<>();
			for (int i = 0; i < count; i++) {
				statuses.add(client.get("/v2/users").statusCode());
			}
			return statuses;
		}
	}

}
