package org.rolebindings.api.outage;

import java.time.Duration;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.rolebindings.api.ApiException;
import org.rolebindings.api.ForeignPage;
import org.rolebindings.api.TestBindings;
import org.rolebindings.api.http.TestApiClient;
import org.rolebindings.api.http.TestServer;
import org.rolebindings.stop.StopReason;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link ServiceProbe}. */
class ServiceProbeTests {

	@RegisterExtension
	static final WireMockExtension server = TestServer.extension();

	private final TestApiClient client = new TestApiClient(server.baseUrl(), TestApiClient.AMPLE);

	private final ServiceProbe probe = new ServiceProbe(this.client.api, this.client.outageDetector);

	@AfterEach
	void close() {
		this.client.close();
	}

	@Test
	void isServiceUpWhenTheSilenceIsShortAsksNothing() {
		ask();
		pass(Duration.ofSeconds(5));
		assertThat(this.probe.isServiceUp()).isTrue();
		server.verify(0, getRequestedFor(anyUrl()));
	}

	@Test
	void isServiceUpWhenTheServiceLivesEndsTheSilence() {
		TestServer.script(server, "GET", jsonResponse(TestBindings.page(), 200));
		ask();
		pass(Duration.ofSeconds(61));
		assertThat(this.probe.isServiceUp()).isTrue();
		pass(Duration.ofSeconds(61));
		this.client.outageDetector.check();
		assertThat(this.client.stop.reason()).isEmpty();
		server.verify(1, getRequestedFor(anyUrl()));
	}

	@Test
	void isServiceUpWhenTheServiceIsAwayLeavesTheSilenceAsItIs() {
		TestServer.script(server, "GET", aResponse().withStatus(503));
		ask();
		pass(Duration.ofSeconds(61));
		assertThat(this.probe.isServiceUp()).isFalse();
		assertThat(this.client.stop.reason()).isEmpty();
		pass(Duration.ofSeconds(61));
		this.client.outageDetector.check();
		assertThat(this.client.stop.reason()).map(StopReason::kind).contains(StopReason.Kind.OUTAGE);
	}

	@Test
	void isRowFailureWhenAPageOfSomebodyElsesComesOnlyIfChangesOfOthersGetThrough() {
		TestServer.script(server, "POST",
				jsonResponse(TestBindings.json(TestBindings.ROLE, TestBindings.LONG_AGO), 201));
		ApiException page = ApiException.foreign(new ForeignPage(403, "an HTML page"), null, null);
		long before = this.probe.changesAnswered();
		assertThat(this.probe.isRowFailure(page, before)).isFalse();
		this.client.create();
		assertThat(this.probe.isRowFailure(page, before)).isTrue();
		assertThat(this.probe.isRowFailure(page, before + 1)).isFalse();
		server.verify(0, getRequestedFor(anyUrl()));
	}

	/** A request leaves and is not answered. */
	private void ask() {
		long unused = this.client.gate.enter();
		this.client.outageDetector.requestSent();
	}

	private void pass(Duration time) {
		this.client.nanos.addAndGet(time.toNanos());
	}

}
