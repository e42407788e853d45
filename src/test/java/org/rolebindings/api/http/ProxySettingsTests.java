package org.rolebindings.api.http;

import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Tests for {@link ProxySettings}. */
class ProxySettingsTests {

	private static final String PROXY = "http://proxy.example.com:3128";

	@Test
	void fromWhenNothingIsSetReturnsNull() {
		assertThat(ProxySettings.from(Map.of())).isNull();
	}

	@Test
	void fromWhenSetToNothingReturnsNull() {
		assertThat(ProxySettings.from(Map.of("HTTPS_PROXY", " ", "https_proxy", PROXY))).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "HTTPS_PROXY", "https_proxy" })
	void fromWhenSetInEitherCaseReturnsSettings(String name) {
		assertThat(ProxySettings.from(Map.of(name, PROXY))).isNotNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "proxy.example.com:3128", "proxy.example.com", "https://proxy.example.com",
			"http://user:p%40ss@proxy.example.com:3128/" })
	void fromWhenAddressIsShortOrLongReturnsSettings(String address) {
		assertThat(ProxySettings.from(Map.of("HTTPS_PROXY", address))).isNotNull();
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "socks5://proxy.example.com:1080", "http://", "http://a b", "proxy_host:80", "file:///etc" })
	void fromWhenAddressIsNoProxyIsRefused(String address) {
		assertThatIllegalArgumentException().isThrownBy(() -> ProxySettings.from(Map.of("HTTPS_PROXY", address)))
			.withMessageStartingWith("HTTPS_PROXY is ")
			.withMessageContaining(address)
			.withMessageEndingWith("; it takes a URL like http://proxy.example.com:3128.")
			.withNoCause();
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://me:hunt er2@proxy.example.com", "http://me:hunt@er2@proxy.example.com",
			"http://me:hunt/er2@proxy.example.com", "me:hunt er2@proxy.example.com", "http://me:hunter2@proxy_host",
			"http://me:hunt#er2@proxy.example.com", "socks5://me:hunter2@proxy.example.com" })
	void fromWhenAddressIsNotTakenDoesNotShowThePassword(String address) {
		assertThatIllegalArgumentException().isThrownBy(() -> ProxySettings.from(Map.of("HTTPS_PROXY", address)))
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("hunt").doesNotContain("er2"))
			.withNoCause();
	}

	@ParameterizedTest
	@ValueSource(strings = { "localhost", "LOCALHOST", "127.0.0.1", "127.1.2.3", "::1", "[::1]" })
	void isDirectWhenLoopbackIsTrueWhateverNoProxySays(String host) {
		assertThat(settings("").isDirect(host)).isTrue();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			api.arize.com                        | api.arize.com
			arize.com                            | api.arize.com
			.arize.com                           | api.eu-west-1a.arize.com
			.arize.com                           | arize.com
			example.com , ARIZE.com              | API.arize.com
			*                                    | api.arize.com
			""")
	void isDirectWhenNoProxyNamesTheHostIsTrue(String noProxy, String host) {
		assertThat(settings(noProxy).isDirect(host)).isTrue();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			''             | api.arize.com
			example.com    | api.arize.com
			arize.com      | notarize.com
			.arize.com     | notarize.com
			api.arize.com  | arize.com
			,,             | api.arize.com
			""")
	void isDirectWhenNoProxyDoesNotNameTheHostIsFalse(String noProxy, String host) {
		assertThat(settings(noProxy).isDirect(host)).isFalse();
	}

	@Test
	void isDirectWhenNoProxyIsInLowerCaseHeedsIt() {
		ProxySettings settings = ProxySettings.from(Map.of("HTTPS_PROXY", PROXY, "no_proxy", "arize.com"));
		assertThat(Objects.requireNonNull(settings).isDirect("api.arize.com")).isTrue();
	}

	private static ProxySettings settings(String noProxy) {
		return Objects.requireNonNull(ProxySettings.from(Map.of("HTTPS_PROXY", PROXY, "NO_PROXY", noProxy)));
	}

}
