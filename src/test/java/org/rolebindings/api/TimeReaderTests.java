package org.rolebindings.api;

import java.time.Instant;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests for {@link TimeReader}. */
class TimeReaderTests {

	private final JsonMapper json = JsonMapper.builder().build();

	@ParameterizedTest
	@CsvSource({ "2026-03-01T12:00:00Z,2026-03-01T12:00:00Z", "2026-03-01T13:00:00+01:00,2026-03-01T12:00:00Z",
			"2026-03-01T12:00:00.123456789Z,2026-03-01T12:00:00.123456789Z",
			"2026-03-01t12:00:00z,2026-03-01T12:00:00Z", "2024-02-29T23:59:59.9-00:00,2024-02-29T23:59:59.9Z" })
	void deserializeReadsEveryFormOfRfc3339(String text, Instant time) {
		assertThat(createdAt('"' + text + '"')).isEqualTo(time);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"yesterday\"", "\"2026-02-30T12:00:00Z\"", "\"2026-03-01T25:00:00Z\"", "\"\"", "null",
			"{}", "[]", "true" })
	void deserializeWhenItIsNoTimeFails(String value) {
		assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> createdAt(value));
	}

	private Instant createdAt(String value) {
		String binding = TestBindings.json(TestBindings.ROLE, TestBindings.MARKED_AT)
			.replaceFirst("\"created_at\":\"[^\"]*\"", "\"created_at\":" + value);
		return this.json.readValue(binding, RoleBinding.class).createdAt();
	}

}
