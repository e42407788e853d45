package org.rolebindings.api;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;

import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

/** A server on a loopback port that answers as a test tells it. */
final class TestServer {

	private TestServer() {
	}

	static WireMockExtension extension() {
		return WireMockExtension.newInstance()
			.options(wireMockConfig().dynamicPort().bindAddress("127.0.0.1").stubCorsEnabled(false))
			.failOnUnmatchedRequests(false)
			.build();
	}

}
