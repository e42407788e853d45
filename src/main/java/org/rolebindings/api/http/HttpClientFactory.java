package org.rolebindings.api.http;

import java.util.List;

import javax.net.ssl.SSLContext;

import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/**
 * Makes the HTTP client: a connection for each sender, nothing that is done behind the
 * caller's back. Without {@code disableAutomaticRetries} the client would repeat a POST
 * by itself.
 */
final class HttpClientFactory {

	private static final TimeValue OLD_AFTER = TimeValue.ofMinutes(5);

	/** The client's loggers that write out headers, and with them the key. */
	private static final List<String> INDISCREET = List.of("org.apache.hc.client5.http.headers",
			"org.apache.hc.client5.http.wire");

	private HttpClientFactory() {
	}

	static CloseableHttpClient create(ApiProperties properties, String userAgent, @Nullable ProxySettings proxy) {
		silenceIndiscreetLoggers();
		Timeout timeout = Timeout.of(properties.timeout());
		HttpClientBuilder builder = HttpClients.custom()
			.setConnectionManager(connections(properties, timeout))
			.setDefaultRequestConfig(requests(timeout))
			.setUserAgent(userAgent)
			.disableAutomaticRetries()
			.disableRedirectHandling()
			.disableCookieManagement()
			.disableContentCompression();
		if (proxy != null) {
			proxy.applyTo(builder);
		}
		return builder.build();
	}

	private static PoolingHttpClientConnectionManager connections(ApiProperties properties, Timeout timeout) {
		PoolingHttpClientConnectionManagerBuilder builder = PoolingHttpClientConnectionManagerBuilder.create()
			.setConnectionFactory(OneAnswerConnection.factory())
			.setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
			.setMaxConnPerRoute(properties.concurrency())
			.setMaxConnTotal(properties.concurrency())
			.setDefaultConnectionConfig(ConnectionConfig.custom()
				.setConnectTimeout(timeout)
				.setSocketTimeout(timeout)
				// Before each request; see OneAnswerConnection
				.setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
				.setTimeToLive(OLD_AFTER)
				.build());
		if (properties.caCert() != null) {
			SSLContext trust = TrustedCertificates.with(properties.caCert());
			builder.setTlsSocketStrategy(new DefaultClientTlsStrategy(trust));
		}
		return builder.build();
	}

	private static RequestConfig requests(Timeout timeout) {
		return RequestConfig.custom()
			.setConnectionRequestTimeout(timeout)
			// The exchange's own deadline ends it; to watch the socket as well costs two
			// calls a request
			.setResponseTimeout(Timeout.DISABLED)
			.setRedirectsEnabled(false)
			.setProtocolUpgradeEnabled(false)
			.build();
	}

	/** Whatever level the user has asked for. */
	private static void silenceIndiscreetLoggers() {
		LoggingSystem logging = LoggingSystem.get(HttpClientFactory.class.getClassLoader());
		INDISCREET.forEach((name) -> logging.setLogLevel(name, LogLevel.OFF));
	}

}
