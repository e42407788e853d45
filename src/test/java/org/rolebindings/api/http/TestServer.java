package org.rolebindings.api.http;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.request;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

/** A server on a loopback port that answers as a test tells it. */
public final class TestServer {

	private TestServer() {
	}

	public static WireMockExtension extension() {
		return WireMockExtension.newInstance()
			.options(wireMockConfig().dynamicPort().bindAddress("127.0.0.1").stubCorsEnabled(false))
			.failOnUnmatchedRequests(false)
			.build();
	}

	private static final int LAST = 10;

	/**
	 * Has requests of a method answered one after the other. What comes after the last
	 * answer is met with a 404, like everything that no test has thought of.
	 */
	public static void script(WireMockExtension server, String method, ResponseDefinitionBuilder... answers) {
		server.stubFor(any(anyUrl()).atPriority(LAST).willReturn(aResponse().withStatus(404)));
		for (int i = 0; i < answers.length; i++) {
			server.stubFor(request(method, anyUrl()).inScenario(method)
				.whenScenarioStateIs((i == 0) ? Scenario.STARTED : String.valueOf(i))
				.willSetStateTo(String.valueOf(i + 1))
				.willReturn(answers[i]));
		}
	}

}
