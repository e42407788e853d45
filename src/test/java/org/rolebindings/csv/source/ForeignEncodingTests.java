package org.rolebindings.csv.source;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link ForeignEncoding}. */
class ForeignEncodingTests {

	@ParameterizedTest
	@CsvSource({ "UTF-16LE, UTF-16", "UTF-16BE, UTF-16", "UTF-32LE, UTF-32", "UTF-32BE, UTF-32" })
	void ofWhenThereIsAByteOrderMarkNamesTheEncoding(String charset, String name) {
		assertThat(of("\uFEFFrole_id", Charset.forName(charset))).isEqualTo(name);
	}

	@ParameterizedTest
	@ValueSource(strings = { "UTF-16LE", "UTF-16BE" })
	void ofWhenUtf16HasNoByteOrderMarkNamesIt(String charset) {
		assertThat(of("role_id,user_id", Charset.forName(charset))).isEqualTo("UTF-16");
	}

	@ParameterizedTest
	@ValueSource(strings = { "UTF-16LE", "UTF-16BE" })
	void ofWhenUtf16HasOtherLettersTooNamesIt(String charset) {
		assertThat(of("role_id,\u03c1\u03cc\u03bb\u03bf\u03c2,user_id", Charset.forName(charset))).isEqualTo("UTF-16");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "", "r", "role_id,user_id", "\uFEFFrole_id", "r\0le_id", "\u03c1\u03cc\u03bb\u03bf\u03c2" })
	void ofWhenItMayBeUtf8IsNull(String text) {
		assertThat(of(text, StandardCharsets.UTF_8)).isNull();
	}

	@Test
	void ofLooksFromTheBuffersPosition() {
		ByteBuffer bytes = ByteBuffer.wrap("xxrole".getBytes(StandardCharsets.UTF_16LE)).position(2);
		assertThat(ForeignEncoding.of(bytes)).isEqualTo("UTF-16");
	}

	private static @Nullable String of(String text, Charset charset) {
		return ForeignEncoding.of(ByteBuffer.wrap(text.getBytes(charset)));
	}

}
