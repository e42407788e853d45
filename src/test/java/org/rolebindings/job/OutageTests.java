package org.rolebindings.job;

import java.net.URI;
import java.nio.file.Path;

import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rolebindings.api.outage.NotTheApiException;
import org.rolebindings.job.run.ImportResult;
import org.rolebindings.job.run.NothingStartedException;
import org.rolebindings.stop.StopReason;
import org.rolebindings.testing.CsvRows;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

/** Tests of an import whose service goes away, through real sockets. */
class OutageTests {

	private static final int ROWS = 300;

	private static final int CONCURRENCY = 16;

	@RegisterExtension
	static final WireMockExtension SERVER = WireMockExtension.newInstance()
		.options(WireMockConfiguration.wireMockConfig().dynamicPort())
		.build();

	@TempDir
	Path folder;

	@ParameterizedTest
	@CsvSource({ "503, {}", "500, ''", "403, <html>Sign in</html>", "302, ''" })
	void runWhenNobodyIsAnsweredSendsFewRequestsAndFailsNoRow(int status, String body) {
		SERVER.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(status).withBody(body)));
		answerTheFirstRequest();
		ImportResult stopped = installation().set("max-attempts", "1").run(rows());
		assertThat(stopped.stopped()).satisfies((reason) -> {
			assertThat(reason.kind()).isEqualTo(StopReason.Kind.OUTAGE);
			assertThat(reason.message()).contains("status " + status);
		});
		assertThat(Start.reports(stopped).counts()).containsExactly(entry("PENDING", (long) ROWS));
		// Those in flight when it began, and one at a time since then
		assertThat(SERVER.getAllServeEvents()).hasSizeLessThan(4 * CONCURRENCY);
	}

	@Test
	void runWhenSomebodyElseAnswersAtAKnownAddressIsAnOutageAndAtANewOneAMistake() {
		SERVER.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(200).withBody("<html>Sign in</html>")));
		assertThatExceptionOfType(NotTheApiException.class).isThrownBy(() -> installation().run(rows()));
		answerTheFirstRequest();
		ImportResult unused = installation().run(rows());
		assertThatExceptionOfType(NothingStartedException.class).isThrownBy(() -> installation().run(rows()))
			.withMessageContaining("not from the API");
	}

	private static void answerTheFirstRequest() {
		SERVER.stubFor(get(anyUrl()).inScenario("first")
			.whenScenarioStateIs(Scenario.STARTED)
			.willSetStateTo("away")
			.willReturn(okJson("{\"role_bindings\": [], \"pagination\": {\"has_more\": false}}")));
	}

	private Installation installation() {
		return new Installation(this.folder, URI.create(SERVER.baseUrl()))
			.set("concurrency", String.valueOf(CONCURRENCY))
			.set("outage-timeout", "2s");
	}

	private Path rows() {
		return CsvRows.writeMany(this.folder.resolve("x.csv"), ROWS);
	}

}
