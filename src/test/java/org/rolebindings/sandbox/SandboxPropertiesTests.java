package org.rolebindings.sandbox;

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

class SandboxPropertiesTests {

	@Test
	void bindWhenNothingIsSetIsNone() {
		assertThat(bind(Map.of())).isEqualTo(SandboxProperties.none());
	}

	@Test
	void bindWhenAllIsSetTakesIt() {
		assertThat(bind(Map.of("role-bindings.sandbox-latency", "50ms", "role-bindings.sandbox-rate", "100",
				"role-bindings.sandbox-errors", "0.25", "role-bindings.sandbox-lost-answers", "0.5")))
			.isEqualTo(new SandboxProperties(Duration.ofMillis(50), 100, 0.25, 0.5));
	}

	@ParameterizedTest
	@ValueSource(doubles = { -0.1, 1.5, Double.NaN, Double.POSITIVE_INFINITY })
	void createWhenAShareIsOutOfRangeRefuses(double share) {
		assertThatIllegalArgumentException().isThrownBy(() -> new SandboxProperties(Duration.ZERO, null, share, 0))
			.withMessage("--sandbox-errors is " + share + "; it takes a share from 0 to 1.");
		assertThatIllegalArgumentException().isThrownBy(() -> new SandboxProperties(Duration.ZERO, null, 0, share))
			.withMessage("--sandbox-lost-answers is " + share + "; it takes a share from 0 to 1.");
	}

	@ParameterizedTest
	@CsvSource({ "PT2H, 2h", "PT1H0.001S, 1h1ms", "PT-5S, -5s" })
	void createWhenLatencyIsOutOfRangeRefuses(Duration latency, String shown) {
		assertThatIllegalArgumentException().isThrownBy(() -> new SandboxProperties(latency, null, 0, 0))
			.withMessage("--sandbox-latency is " + shown + "; it takes 0s to 1h.");
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, -1 })
	void createWhenRateIsOutOfRangeRefuses(int rate) {
		assertThatIllegalArgumentException().isThrownBy(() -> new SandboxProperties(Duration.ZERO, rate, 0, 0))
			.withMessage("--sandbox-rate is " + rate + "; it takes a number of requests a second, at least 1.");
	}

	@Test
	void createWhenAtTheEdgesOfTheRangesTakesIt() {
		assertThat(new SandboxProperties(Duration.ofHours(1), 1, 1, 1).sandboxRate()).isEqualTo(1);
	}

	private static SandboxProperties bind(Map<String, String> properties) {
		return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate("role-bindings",
				SandboxProperties.class);
	}

}
