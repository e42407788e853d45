package org.rolebindings.api.http;

import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests for {@link VendorAddress}. */
class VendorAddressTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			API_HOST=a.example                                    | https://a.example
			API_HOST=a.example:8443                               | https://a.example:8443
			API_HOST=A.example API_PORT=8443                      | https://a.example:8443
			API_HOST=a.example API_PORT=0                         | https://a.example
			API_HOST=a.example API_PORT=443                       | https://a.example
			API_HOST=a.example API_SCHEME=https                   | https://a.example
			API_HOST=127.0.0.1 API_SCHEME=http API_PORT=8099      | http://127.0.0.1:8099
			SINGLE_HOST=a.example                                 | https://a.example
			SINGLE_HOST=a.example SINGLE_PORT=9443                | https://a.example:9443
			SINGLE_HOST=a.example SINGLE_PORT=9443 API_PORT=8443  | https://a.example:8443
			BASE_DOMAIN=a.example                                 | https://api.a.example
			API_PORT=8443                                         | https://api.arize.com:8443
			BASE_URL=https://a.example/arize                      | https://a.example/arize
			REGION=eu-west-1a                                     | https://api.eu-west-1a.arize.com
			REGION=eu-west-1a API_SCHEME=https                    | https://api.eu-west-1a.arize.com
			BASE_URL=https://a.example/ API_HOST=a.example        | https://a.example
			API_HOST=api.a.example BASE_DOMAIN=a.example          | https://api.a.example
			""")
	void fromHasTheAddressOfTheVendorsClients(String variables, String url) {
		assertThat(VendorAddress.from(variables(variables))).isNotNull().extracting(VendorAddress::url).isEqualTo(url);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					API_HOST=a.example SINGLE_HOST=b.example    | ARIZE_API_HOST: https://a.example, ARIZE_SINGLE_HOST: https://b.example
					API_HOST=a.example BASE_DOMAIN=a.example    | several addresses
					SINGLE_HOST=a.example REGION=eu-west-1a     | several addresses
					BASE_DOMAIN=a.example REGION=eu-west-1a     | several addresses
					BASE_URL=https://b.example API_HOST=a.example | several addresses
					SINGLE_PORT=9443 REGION=eu-west-1a          | several addresses
					API_PORT=8443 BASE_URL=https://b.example    | several addresses
					API_HOST=https://a.example                  | ARIZE_API_HOST is https://a.example; it takes a host without https://
					BASE_DOMAIN=a.example/x                     | ARIZE_BASE_DOMAIN is a.example/x; it takes a host
					API_HOST=key@a.example                      | ARIZE_API_HOST is …@a.example
					API_HOST=a.example API_SCHEME=http          | plain http would send the key in the clear
					API_SCHEME=http                             | plain http would send the key in the clear
					API_HOST=a.example API_SCHEME=ftp           | it takes a URL
					API_HOST=a.example API_PORT=https           | ARIZE_API_PORT is 'https'; it takes a port
					API_HOST=a.example API_PORT=70000           | it takes a URL
					API_HOST=a.example:1 API_PORT=2             | it takes a URL
					REGION=mars                                 | ARIZE_REGION is mars; it takes one of
					BASE_URL=a.example                          | ARIZE_BASE_URL is a.example; it takes a URL
					""")
	void fromWhenTheAddressIsInDoubtRefuses(String variables, String message) {
		assertThatExceptionOfType(UnusableSettingException.class)
			.isThrownBy(() -> VendorAddress.from(variables(variables)))
			.withMessageContaining(message);
	}

	@Test
	void fromWhenNoVariableNamesAnAddressHasNone() {
		assertThat(VendorAddress.from(Map.of("ARIZE_API_KEY", "k", "ARIZE_API_SCHEME", "https", "ARIZE_API_PORT", "0")))
			.isNull();
	}

	private static Map<String, String> variables(String text) {
		Map<String, String> variables = new LinkedHashMap<>();
		for (String pair : text.strip().split(" +", -1)) {
			int equals = pair.indexOf('=');
			variables.put("ARIZE_" + pair.substring(0, equals), pair.substring(equals + 1));
		}
		return variables;
	}

}
