package org.rolebindings.api;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests for {@link RoleBindingDeserializer}. */
class RoleBindingDeserializerTests {

	private static final String BINDING = TestBindings.json(TestBindings.ROLE, TestBindings.MARKED_AT);

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

	@ParameterizedTest
	@ValueSource(strings = { "id", "role_id", "user_id", "resource_type", "resource_id", "created_at", "updated_at" })
	void deserializeWhenAFieldIsMissingOrNoTextFails(String field) {
		for (String value : List.of("", "null", "7", "{\"x\":[\"y\"]}", "[\"y\"]", "\"x\\\\u0000\"", "\"\\\\uD83D\"")) {
			String without = BINDING.replaceFirst("\"" + field + "\":\"[^\"]*\",?",
					value.isEmpty() ? "" : "\"" + field + "\":" + value + ",");
			assertThatExceptionOfType(JacksonException.class)
				.isThrownBy(() -> this.json.readValue(without.replace(",}", "}"), RoleBinding.class));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "[]", "7", "\"made\"", "true" })
	void deserializeWhenItIsNoObjectFails(String value) {
		assertThatExceptionOfType(JacksonException.class)
			.isThrownBy(() -> this.json.readValue(value, RoleBinding.class));
	}

	private @Nullable Instant createdAt(String value) {
		String binding = BINDING.replaceFirst("\"created_at\":\"[^\"]*\"", "\"created_at\":" + value);
		return this.json.readValue(binding, RoleBinding.class).createdAt();
	}

}
