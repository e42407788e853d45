package org.rolebindings.cli.console;

import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A line of the log as JSON, with the fields that Logstash's encoder gives to it, and so
 * does Spring Boot, which writes what the libraries log. It is ASCII, whatever the locale
 * of standard error is.
 */
final class JsonLine {

	private static final JsonMapper MAPPER = JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

	private final Map<String, Object> fields;

	private JsonLine(Map<String, Object> fields) {
		this.fields = fields;
	}

	/** The level of a line, with the numbers of Logback. */
	enum Level {

		/** All is well. */
		INFO(20_000),

		/** Somebody should look at it. */
		WARN(30_000),

		/** The command has failed. */
		ERROR(40_000);

		private final int value;

		Level(int value) {
			this.value = value;
		}

	}

	/** A line with the present time. */
	static JsonLine of(Level level, String message) {
		Map<String, Object> fields = new LinkedHashMap<>();
		fields.put("@timestamp",
				DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(OffsetDateTime.now(ZoneId.systemDefault())));
		fields.put("@version", "1");
		fields.put("message", message);
		fields.put("logger_name", Messages.class.getName());
		fields.put("thread_name", Thread.currentThread().getName());
		fields.put("level", level.name());
		fields.put("level_value", level.value);
		return new JsonLine(fields);
	}

	/** The line with further fields, in the order of their names. */
	JsonLine with(Map<String, ?> more) {
		Map<String, Object> all = new LinkedHashMap<>(this.fields);
		all.putAll(new TreeMap<>(more));
		return new JsonLine(all);
	}

	/** The object, without a line break. */
	@Override
	public String toString() {
		return MAPPER.writeValueAsString(this.fields);
	}

}
