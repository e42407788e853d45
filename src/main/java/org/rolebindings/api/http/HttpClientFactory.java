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
 * Makes the HTTP client. The client has a connection for each sender, and does nothing by
 * itself: no redirects, no cookies and no retries. Without
 * {@code disableAutomaticRetries} it would repeat a POST.
 */
final class HttpClientFactory {

	private static final TimeValue TIME_TO_LIVE = TimeValue.ofMinutes(5);

	/** The client's loggers that write headers, and so the key. */
	private static final List<String> HEADER_LOGGERS = List.of("org.apache.hc.client5.http.headers",
			"org.apache.hc.client5.http.wire");

	private HttpClientFactory() {
	}

	static CloseableHttpClient create(ApiProperties properties, String userAgent, @Nullable ProxySettings proxy) {
		turnHeaderLoggersOff();
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
			.setConnectionFactory(SingleResponseConnection.factory())
			.setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
			.setMaxConnPerRoute(properties.concurrency())
			.setMaxConnTotal(properties.concurrency())
			.setDefaultConnectionConfig(ConnectionConfig.custom()
				.setConnectTimeout(timeout)
				.setSocketTimeout(timeout)
				// Before each request; see SingleResponseConnection
				.setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
				.setTimeToLive(TIME_TO_LIVE)
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
			// Deadlines ends the exchange; a time-out of the socket would cost two calls
			// a request
			.setResponseTimeout(Timeout.DISABLED)
			.setRedirectsEnabled(false)
			.setProtocolUpgradeEnabled(false)
			.build();
	}

	/** Turns the loggers off, no matter which level the user has asked for. */
	private static void turnHeaderLoggersOff() {
		LoggingSystem logging = LoggingSystem.get(HttpClientFactory.class.getClassLoader());
		HEADER_LOGGERS.forEach((name) -> logging.setLogLevel(name, LogLevel.OFF));
	}

}
