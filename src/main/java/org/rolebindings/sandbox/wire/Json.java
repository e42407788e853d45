package org.rolebindings.sandbox.wire;

import java.time.Instant;
import java.util.TimeZone;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** JSON as the API writes it: snake case, no nulls, instants as RFC 3339 in UTC. */
public final class Json {

	private static final JsonFormat.Value MILLISECONDS = JsonFormat.Value.forPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'")
		.withTimeZone(TimeZone.getTimeZone("UTC"));

	private final JsonMapper mapper = JsonMapper.builder()
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
		.changeDefaultPropertyInclusion((inclusion) -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
		.withConfigOverride(Instant.class, (override) -> override.setFormat(MILLISECONDS))
		.build();

	byte[] write(Object value) {
		return this.mapper.writeValueAsBytes(value);
	}

	/**
	 * Reads a request's body.
	 * @param content the bytes
	 * @return the JSON
	 * @throws ProblemException if it is not JSON
	 */
	JsonNode read(byte[] content) {
		try {
			return this.mapper.readTree(content);
		}
		catch (JacksonException ex) {
			throw ProblemException.invalid("The body is not JSON: " + ex.getOriginalMessage());
		}
	}

}
