package org.rolebindings.api;

import java.time.DateTimeException;
import java.time.Instant;

import com.ethlo.time.ITU;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/**
 * Reads a binding from the JSON stream. Every create is answered with one, and to have it
 * bound by reflection and its times parsed by the JDK would take longer than all the rest
 * of an answer.
 */
final class RoleBindingReader extends StdDeserializer<RoleBinding> {

	/**
	 * UTC, seen from an unknown place (RFC 3339, section 4.3), of which ITU will have
	 * none.
	 */
	private static final String UNKNOWN_OFFSET = "-00:00";

	RoleBindingReader() {
		super(RoleBinding.class);
	}

	@Override
	public RoleBinding deserialize(JsonParser parser, DeserializationContext context) {
		if (!parser.isExpectedStartObjectToken()) {
			return context.reportInputMismatch(this, "A binding is an object");
		}
		String id = null;
		String role = null;
		String user = null;
		String type = null;
		String resource = null;
		String created = null;
		String updated = null;
		for (String name = parser.nextName(); name != null; name = parser.nextName()) {
			JsonToken value = parser.nextToken();
			switch (name) {
				case "id" -> id = text(parser, value);
				case "role_id" -> role = text(parser, value);
				case "user_id" -> user = text(parser, value);
				case "resource_type" -> type = text(parser, value);
				case "resource_id" -> resource = text(parser, value);
				case "created_at" -> created = text(parser, value);
				case "updated_at" -> updated = text(parser, value);
				default -> parser.skipChildren();
			}
		}
		if (id == null || role == null || user == null || type == null || resource == null || created == null
				|| updated == null) {
			return context.reportInputMismatch(this, "A field of the binding is missing");
		}
		return new RoleBinding(id, role, user, type, resource, time(created, context), time(updated, context));
	}

	/** A text, or {@code null} where the value is none. */
	private static @Nullable String text(JsonParser parser, JsonToken value) {
		if (value == JsonToken.VALUE_STRING) {
			return parser.getString();
		}
		parser.skipChildren();
		return null;
	}

	/** A time in one of the forms of RFC 3339. */
	private Instant time(String text, DeserializationContext context) {
		try {
			return text.endsWith(UNKNOWN_OFFSET) ? Instant.parse(text) : ITU.parseDateTime(text).toInstant();
		}
		catch (DateTimeException ex) {
			return context.reportInputMismatch(this, "A time of the binding is none");
		}
	}

}
