package org.rolebindings.api.http;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Wording;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of the API's client.
 *
 * @param baseUrl the API's address, or {@code null}; plain http only to this machine
 * @param region a region of the API, or {@code null}; not together with {@code baseUrl}
 * @param apiKeyFile a file with the key, or {@code null}; {@code -} is standard input
 * @param caCert a PEM bundle of further trusted certificates, or {@code null}
 * @param concurrency the most requests in flight, 1 to 512
 * @param rate the most requests a second, 1 or more, or {@code null} for no limit
 * @param maxAttempts the most attempts at one row, 1 to 100
 * @param timeout the time for one whole exchange, 1 ms to 1 h
 */
@ConfigurationProperties("role-bindings")
public record ApiProperties(@Nullable String baseUrl, @Nullable String region, @Nullable String apiKeyFile,
		@Nullable Path caCert, @DefaultValue("16") int concurrency, @Nullable Integer rate,
		@DefaultValue("8") int maxAttempts, @DefaultValue("30s") Duration timeout) {

	private static final int MAX_CONCURRENCY = 512;

	private static final int MAX_ATTEMPTS = 100;

	private static final Duration MIN_TIMEOUT = Duration.ofMillis(1);

	private static final Duration MAX_TIMEOUT = Duration.ofHours(1);

	/**
	 * Checks the values.
	 * @throws IllegalArgumentException if one is out of its range; the message names the
	 * option, the value and the range
	 */
	public ApiProperties {
		baseUrl = blankToNull(baseUrl);
		region = blankToNull(region);
		apiKeyFile = blankToNull(apiKeyFile);
		caCert = (caCert != null && caCert.toString().isEmpty()) ? null : caCert;
		if (baseUrl != null && region != null) {
			throw new IllegalArgumentException("--base-url (ARIZE_BASE_URL) is " + ApiAddress.shown(baseUrl)
					+ " and --region (ARIZE_REGION) is " + region + "; give only one of them.");
		}
		if (concurrency < 1 || concurrency > MAX_CONCURRENCY) {
			throw new IllegalArgumentException(
					"--concurrency is " + concurrency + "; it takes 1 to " + MAX_CONCURRENCY + ".");
		}
		if (rate != null && rate < 1) {
			throw new IllegalArgumentException("--rate is " + rate + "; it takes 1 or more.");
		}
		if (maxAttempts < 1 || maxAttempts > MAX_ATTEMPTS) {
			throw new IllegalArgumentException(
					"--max-attempts is " + maxAttempts + "; it takes 1 to " + MAX_ATTEMPTS + ".");
		}
		if (timeout.compareTo(MIN_TIMEOUT) < 0 || timeout.compareTo(MAX_TIMEOUT) > 0) {
			throw new IllegalArgumentException("--timeout is " + Wording.ofSetting(timeout) + "; it takes 1ms to 1h.");
		}
		ApiAddress.of(baseUrl, region);
	}

	/**
	 * Returns the address of the API.
	 * @return the normalised base URL, without a slash at its end
	 */
	public URI target() {
		return ApiAddress.of(this.baseUrl, this.region);
	}

	private static @Nullable String blankToNull(@Nullable String value) {
		return (value == null || value.isBlank()) ? null : value.strip();
	}

}
