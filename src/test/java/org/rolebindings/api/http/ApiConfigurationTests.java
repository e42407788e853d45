package org.rolebindings.api.http;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rolebindings.api.TestBindings;
import org.rolebindings.api.outage.ApiPreflight;
import org.rolebindings.api.outage.OutageProperties;
import org.rolebindings.api.pace.RequestGate;
import org.rolebindings.api.pace.RequestMeter;
import org.rolebindings.api.pace.SharedRate;
import org.rolebindings.binding.Decision;
import org.rolebindings.binding.OnConflict;
import org.rolebindings.binding.Outcome;
import org.rolebindings.binding.UndecidedRow;
import org.rolebindings.placing.InFlightWindow;
import org.rolebindings.placing.NoJournal;
import org.rolebindings.placing.PlacingConfiguration;
import org.rolebindings.placing.WindowFactory;
import org.rolebindings.stop.SendingStoppedException;
import org.rolebindings.stop.StopReason;
import org.rolebindings.stop.StopSwitch;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.info.BuildProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests for {@link ApiConfiguration}. */
@Timeout(60)
class ApiConfigurationTests {

	@RegisterExtension
	static final WireMockExtension server = TestServer.extension();

	private final ApplicationContextRunner application = new ApplicationContextRunner()
		.withUserConfiguration(Application.class)
		.withPropertyValues("role-bindings.concurrency=2");

	@Test
	void windowPlacesRowsThroughTheWholeClient() {
		TestServer.script(server, "GET",
				jsonResponse(TestBindings.page(), 200).withHeader("Date", "Tue, 01 Jan 2030 00:00:00 GMT"));
		TestServer.script(server, "POST",
				jsonResponse(TestBindings.json(TestBindings.ROLE, TestBindings.MARKED_AT), 201));
		this.application.run((context) -> {
			context.getBean(ApiPreflight.class).check((heard) -> {
			});
			assertThat(context.getBean(ServerClock.class).now()).isAfter(Instant.parse("2030-01-01T00:00:00Z"));
			Queue<List<UndecidedRow>> blocks = new ArrayDeque<>(List.of(List.of(TestBindings.row()), List.of()));
			List<Decision> decisions = new ArrayList<>();
			try (InFlightWindow window = context.getBean(WindowFactory.class)
				.open(OnConflict.FAIL, new NoJournal(),
						() -> new InFlightWindow.Block(blocks.remove(), TestBindings.MARKED_AT), (decision) -> {
						})) {
				assertThat(window.next(decisions::add)).hasSize(1);
				assertThat(window.next(decisions::add)).isEmpty();
			}
			assertThat(decisions).extracting(Decision::outcome).containsExactly(Outcome.CREATED);
			assertThat(context.getBean(RequestMeter.class).read().byStatus()).containsOnlyKeys("200", "201");
		});
		server.verify(2, anyRequestedFor(anyUrl()).withHeader("User-Agent", equalTo("role-binding-import/1.2.3"))
			.withHeader("Authorization", equalTo("Bearer " + TestApiClient.SECRET)));
	}

	@Test
	void stopSwitchIsTheOneThatAllHeed() {
		this.application.run((context) -> {
			context.getBean(StopSwitch.class).stop(new StopReason(StopReason.Kind.SIGNAL, "Stopped by SIGINT."));
			assertThatExceptionOfType(SendingStoppedException.class)
				.isThrownBy(() -> context.getBean(ApiPreflight.class).check((heard) -> {
				}));
			assertThat(context.getBean(RequestGate.class).closedFor()).isZero();
		});
		server.verify(0, anyRequestedFor(anyUrl()));
	}

	@Test
	void requestGateWithASharedRateAsksIt() {
		AtomicInteger asked = new AtomicInteger();
		this.application.withBean(SharedRate.class, () -> asked::incrementAndGet).run((context) -> {
			RequestGate gate = context.getBean(RequestGate.class);
			gate.leave(gate.enter());
			gate.leave(gate.enterAsProbe());
		});
		assertThat(asked).hasValue(2);
	}

	/** What the rest of the application brings. */
	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties({ ApiProperties.class, OutageProperties.class })
	@Import({ ApiConfiguration.class, PlacingConfiguration.class })
	static class Application {

		@Bean
		ApiEndpoint apiEndpoint() {
			return new ApiEndpoint(URI.create(server.baseUrl()), ApiKey.of(TestApiClient.SECRET));
		}

		@Bean
		BuildProperties buildProperties() {
			Properties properties = new Properties();
			properties.setProperty("version", "1.2.3");
			return new BuildProperties(properties);
		}

	}

}
