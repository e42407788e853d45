package org.rolebindings.status;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link LoopbackFilter}. */
class LoopbackFilterTests {

	@ParameterizedTest
	@ValueSource(strings = { "localhost", "LocalHost:80", "127.0.0.1", "127.1.2.3:8080", "[::1]", "[::1]:1" })
	void isLoopbackWhenTheNameIsOneOfThisMachineIsTrue(String host) {
		assertThat(LoopbackFilter.isLoopback(host)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "example.com", "localhost.example.com", "127.0.0.1.example.com", "xlocalhost",
			"10.0.0.1", "[::2]", "localhost:", "localhost\n", "0.0.0.0" })
	void isLoopbackWhenTheNameIsAnyOtherIsFalse(String host) {
		assertThat(LoopbackFilter.isLoopback(host)).isFalse();
	}

	@Test
	void isLoopbackWhenThereIsNoNameIsFalse() {
		assertThat(LoopbackFilter.isLoopback(null)).isFalse();
	}

}
