package org.rolebindings.api;

import java.time.DateTimeException;
import java.time.Instant;

import com.ethlo.time.ITU;
import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Quoting;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/**
 * Reads a binding from the JSON stream. The answer to every create has one. Jackson's
 * reflection and the JDK's parser of times would take longer than all other work on the
 * answer.
 */
final class RoleBindingDeserializer extends StdDeserializer<RoleBinding> {

	/** UTC with an unknown local offset (RFC 3339, section 4.3), which ITU refuses. */
	private static final String UNKNOWN_OFFSET = "-00:00";

	RoleBindingDeserializer() {
		super(RoleBinding.class);
	}

	@Override
	public RoleBinding deserialize(JsonParser parser, DeserializationContext context) {
		if (!parser.isExpectedStartObjectToken()) {
			return context.reportInputMismatch(this, "A binding is an object");
		}
		Fields fields = Fields.read(parser);
		if (!fields.areComplete()) {
			return context.reportInputMismatch(this, "A field of the binding is missing");
		}
		Instant createdAt = time(fields.created);
		Instant updatedAt = time(fields.updated);
		if (createdAt == null || updatedAt == null) {
			return context.reportInputMismatch(this, "A time of the binding cannot be read");
		}
		return fields.toBinding(createdAt, updatedAt);
	}

	/**
	 * Reads a binding in a page.
	 * @return the binding; what it does not have, or what cannot be read, is empty
	 */
	static RoleBinding readListed(JsonParser parser) {
		if (!parser.isExpectedStartObjectToken()) {
			parser.skipChildren();
			return new Fields().toBinding(null, null);
		}
		Fields fields = Fields.read(parser);
		return fields.toBinding(time(fields.created), time(fields.updated));
	}

	/** The texts of a binding. A field that is missing, or is not a text, is empty. */
	private static final class Fields {

		private String id = "";

		private String role = "";

		private String user = "";

		private String type = "";

		private String resource = "";

		private String created = "";

		private String updated = "";

		static Fields read(JsonParser parser) {
			Fields fields = new Fields();
			for (String name = parser.nextName(); name != null; name = parser.nextName()) {
				JsonToken value = parser.nextToken();
				switch (name) {
					case "id" -> fields.id = text(parser, value);
					case "role_id" -> fields.role = text(parser, value);
					case "user_id" -> fields.user = text(parser, value);
					case "resource_type" -> fields.type = text(parser, value);
					case "resource_id" -> fields.resource = text(parser, value);
					case "created_at" -> fields.created = text(parser, value);
					case "updated_at" -> fields.updated = text(parser, value);
					default -> parser.skipChildren();
				}
			}
			return fields;
		}

		boolean areComplete() {
			return !this.id.isEmpty() && !this.role.isEmpty() && !this.user.isEmpty() && !this.type.isEmpty()
					&& !this.resource.isEmpty();
		}

		RoleBinding toBinding(@Nullable Instant createdAt, @Nullable Instant updatedAt) {
			return new RoleBinding(this.id, this.role, this.user, this.type, this.resource, createdAt, updatedAt);
		}

	}

	/**
	 * Returns a text; an empty one if the value is something else, or has characters that
	 * the database cannot hold. An id with another character in their place would be
	 * another id.
	 */
	private static String text(JsonParser parser, JsonToken value) {
		if (value == JsonToken.VALUE_STRING) {
			String text = parser.getString();
			return Quoting.isStorable(text) ? text : "";
		}
		parser.skipChildren();
		return "";
	}

	/**
	 * Reads a time in one of the forms of RFC 3339.
	 * @return the time, or {@code null} if the text has another form
	 */
	private static @Nullable Instant time(String text) {
		try {
			return text.endsWith(UNKNOWN_OFFSET) ? Instant.parse(text) : ITU.parseDateTime(text).toInstant();
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

}
