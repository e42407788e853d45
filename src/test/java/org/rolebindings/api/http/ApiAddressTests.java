package org.rolebindings.api.http;

import java.net.URI;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Tests for {@link ApiAddress}. */
class ApiAddressTests {

	@Test
	void ofWhenNothingIsGivenReturnsTheVendorsAddress() {
		assertThat(ApiAddress.of(null, null)).isEqualTo(URI.create("https://api.arize.com"));
	}

	@ParameterizedTest
	@CsvSource({ "https://api.example.com, https://api.example.com",
			"https://api.example.com/, https://api.example.com", "HTTPS://API.Example.COM, https://api.example.com",
			"https://api.example.com:443, https://api.example.com",
			"https://api.example.com:8443/, https://api.example.com:8443",
			"https://api.example.com/arize//, https://api.example.com/arize", "http://127.0.0.1:80/, http://127.0.0.1",
			"https://[2001:DB8::1]/, https://[2001:db8::1]" })
	void ofWhenAddressIsSpelledOtherwiseReturnsItsNormalForm(String text, URI normal) {
		assertThat(ApiAddress.of(text, null)).isEqualTo(normal);
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://localhost:8080", "http://127.0.0.1:8080", "http://127.8.9.1", "http://[::1]:8080",
			"http://LOCALHOST" })
	void ofWhenPlainHttpToLoopbackIsTaken(String text) {
		assertThat(ApiAddress.of(text, null).getScheme()).isEqualTo("http");
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://api.arize.com", "http://10.0.0.1", "http://127.0.0.1.example.com",
			"http://localhost.example.com", "http://[::2]", "HTTP://api.arize.com" })
	void ofWhenPlainHttpToElsewhereIsRefused(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> ApiAddress.of(text, null))
			.withMessage("--base-url is " + text + "; plain http would send the key in the clear; use https.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "api.arize.com", "ftp://api.arize.com", "https://", "https:///v2", "https://a b",
			"https://a_b.example.com", "/v2", "https://api.arize.com:70000", "https://api.arize.com:0" })
	void ofWhenNoUrlOfAServerIsRefused(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> ApiAddress.of(text, null))
			.withMessageStartingWith("--base-url is " + text + "; ")
			.withMessageContaining("https://api.arize.com");
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://me:hunter2@api.arize.com", "https://me:hunt/er2@api.arize.com",
			"https://me:hunt@er2@api.arize.com", "me:hunter2@api.arize.com", "https://api.arize.com?key=hunter2",
			"https://me:hunt?er2@api.arize.com", "https://api.arize.com/#hunter2", "http://hunter2@api.arize.com",
			"https://hunt er2@api.arize.com", "https://api.arize.com/?user=me@example.com&key=hunter2" })
	void ofWhenAddressHasASecretIsRefusedAndDoesNotShowIt(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> ApiAddress.of(text, null))
			.withMessageStartingWith("--base-url is ")
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("hunt").doesNotContain("er2"))
			.withNoCause();
	}

	@ParameterizedTest
	@ValueSource(strings = { "us-central-1a", "us-east-1b", "eu-west-1a", "ca-central-1a" })
	void ofWhenRegionReturnsItsAddress(String region) {
		assertThat(ApiAddress.of(null, region)).isEqualTo(URI.create("https://api." + region + ".arize.com"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "eu-west-1b", "EU-WEST-1A", "eu-west-1a.example.com/" })
	void ofWhenUnknownRegionIsRefusedWithThoseThatThereAre(String region) {
		assertThatIllegalArgumentException().isThrownBy(() -> ApiAddress.of(null, region))
			.withMessage("--region is " + region
					+ "; it takes one of us-central-1a, us-east-1b, eu-west-1a, ca-central-1a.");
	}

}
