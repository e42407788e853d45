package org.rolebindings.api.http;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Tests for {@link ApiProperties}. */
class ApiPropertiesTests {

	@Test
	void bindWhenNothingIsSetHasTheContractsDefaults() {
		ApiProperties properties = bind(Map.of());
		assertThat(properties.target()).isEqualTo(URI.create("https://api.arize.com"));
		assertThat(properties.concurrency()).isEqualTo(16);
		assertThat(properties.maxAttempts()).isEqualTo(8);
		assertThat(properties.timeout()).isEqualTo(Duration.ofSeconds(30));
		assertThat(properties.apiKeyFile()).isNull();
		assertThat(properties.caCert()).isNull();
	}

	@Test
	void bindWhenAllIsSetTakesIt() {
		ApiProperties properties = bind(Map.of("role-bindings.base-url", " https://API.example.com/ ",
				"role-bindings.api-key-file", "-", "role-bindings.ca-cert", "bundle.pem", "role-bindings.concurrency",
				"512", "role-bindings.max-attempts", "100", "role-bindings.timeout", "250ms"));
		assertThat(properties.target()).isEqualTo(URI.create("https://api.example.com"));
		assertThat(properties.apiKeyFile()).isEqualTo("-");
		assertThat(properties.caCert()).isEqualTo(Path.of("bundle.pem"));
		assertThat(properties.concurrency()).isEqualTo(512);
		assertThat(properties.maxAttempts()).isEqualTo(100);
		assertThat(properties.timeout()).isEqualTo(Duration.ofMillis(250));
	}

	@Test
	void bindWhenRegionIsSetHasItsAddress() {
		assertThat(bind(Map.of("role-bindings.region", "eu-west-1a", "role-bindings.base-url", " ")).target())
			.isEqualTo(URI.create("https://api.eu-west-1a.arize.com"));
	}

	@Test
	void bindWhenAddressIsNotTakenFailsWithTheReason() {
		assertThatThrownBy(() -> bind(Map.of("role-bindings.base-url", "http://api.arize.com"))).hasRootCauseMessage(
				"--base-url is http://api.arize.com; plain http would send the key in the clear; use https.");
	}

	@Test
	void newWhenBaseUrlAndRegionAreGivenIsRefusedAndShowsNoPassword() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new ApiProperties("https://me:hunter2@api.arize.com", "eu-west-1a", null, null, 16, null,
					8, Duration.ofSeconds(30)))
			.withMessage("--base-url (ARIZE_BASE_URL) is https://…@api.arize.com and --region (ARIZE_REGION) is "
					+ "eu-west-1a; give only one of them.");
	}

	@ParameterizedTest
	@ValueSource(ints = { Integer.MIN_VALUE, -1, 0, 513 })
	void newWhenConcurrencyIsOutOfRangeIsRefused(int concurrency) {
		assertThatIllegalArgumentException().isThrownBy(() -> properties(concurrency, 8, Duration.ofSeconds(30)))
			.withMessage("--concurrency is " + concurrency + "; it takes 1 to 512.");
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, 0, 101 })
	void newWhenMaxAttemptsIsOutOfRangeIsRefused(int maxAttempts) {
		assertThatIllegalArgumentException().isThrownBy(() -> properties(16, maxAttempts, Duration.ofSeconds(30)))
			.withMessage("--max-attempts is " + maxAttempts + "; it takes 1 to 100.");
	}

	@ParameterizedTest
	@CsvSource({ "PT0S, 0s", "PT-1S, -1s", "PT1H1S, 1h1s", "PT2562047788015215H, 106751991167300d15h" })
	void newWhenTimeoutIsOutOfRangeIsRefused(Duration timeout, String shown) {
		assertThatIllegalArgumentException().isThrownBy(() -> properties(16, 8, timeout))
			.withMessage("--timeout is " + shown + "; it takes 1ms to 1h.");
	}

	@Test
	void newWhenTimeoutIsBelowAMillisecondIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> properties(16, 8, Duration.ofNanos(999_999)))
			.withMessageEndingWith("it takes 1ms to 1h.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "PT0.001S", "PT1H" })
	void newWhenTimeoutIsAtTheEndOfItsRangeIsTaken(Duration timeout) {
		assertThat(properties(16, 8, timeout).timeout()).isEqualTo(timeout);
	}

	private static ApiProperties properties(int concurrency, int maxAttempts, Duration timeout) {
		return new ApiProperties(null, null, null, null, concurrency, null, maxAttempts, timeout);
	}

	private static ApiProperties bind(Map<String, String> values) {
		return new Binder(new MapConfigurationPropertySource(values)).bindOrCreate("role-bindings",
				ApiProperties.class);
	}

}
