package org.rolebindings.api.http;

import java.net.URI;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Tests for {@link ApiKey}. */
class ApiKeyTests {

	private static final String SECRET = "ak-c0ffee";

	@ParameterizedTest
	@ValueSource(strings = { SECRET, SECRET + "\n", " " + SECRET + "\r\n", "\t" + SECRET + " " })
	void ofWhenBlanksAroundTheKeyDropsThem(String text) {
		assertThat(ApiKey.of(text).authorization()).isEqualTo("Bearer " + SECRET);
	}

	@ParameterizedTest
	@ValueSource(strings = { SECRET + "\nX-Admin: 1", SECRET + "\r\n" + SECRET, SECRET + " x", SECRET + "\0",
			"\uFEFF" + SECRET, SECRET + "é", SECRET + "\u007F", "Bearer " + SECRET })
	void ofWhenLineBreakOrAnotherStrangeCharacterIsRefusedAndDoesNotRepeatTheKey(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> ApiKey.of(text))
			.withMessageStartingWith("The API key has a line break")
			.withMessageNotContaining("c0ffee")
			.withNoCause();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "\n" })
	void ofWhenEmptyIsRefused(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> ApiKey.of(text)).withMessage("The API key is empty.");
	}

	@Test
	void toStringDoesNotShowTheKey() {
		ApiKey key = ApiKey.of(SECRET);
		assertThat(key).hasToString("ApiKey[hidden]");
		assertThat(new ApiEndpoint(URI.create("https://api.arize.com"), key).toString()).doesNotContain("c0ffee");
	}

	@Test
	void redactWhenTheTextHasTheKeyBlanksItOut() {
		assertThat(ApiKey.of(SECRET).redact("no " + SECRET + " here")).isEqualTo("no … here");
	}

	@Test
	void redactWhenTheKeyIsAShortWordLeavesTheText() {
		assertThat(ApiKey.of("role").redact("may not bind roles")).isEqualTo("may not bind roles");
	}

}
