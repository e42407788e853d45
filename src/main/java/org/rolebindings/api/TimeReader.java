package org.rolebindings.api;

import java.time.DateTimeException;
import java.time.Instant;

import com.ethlo.time.ITU;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.ext.javatime.deser.InstantDeserializer;

/**
 * Reads the times of bindings, which are RFC 3339. Every answer has two of them, and with
 * the JDK's formatter they would take longer than all the rest of it.
 */
final class TimeReader extends StdDeserializer<Instant> {

	TimeReader() {
		super(Instant.class);
	}

	@Override
	public Instant deserialize(JsonParser parser, DeserializationContext context) {
		if (parser.currentToken() == JsonToken.VALUE_STRING) {
			try {
				return ITU.parseDateTime(parser.getString()).toInstant();
			}
			catch (DateTimeException ex) {
				// The usual reader says what is wrong
			}
		}
		return InstantDeserializer.INSTANT.deserialize(parser, context);
	}

}
