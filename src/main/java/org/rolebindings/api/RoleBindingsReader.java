package org.rolebindings.api;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/**
 * Reads the bindings of a page. One that cannot be read does not make the others
 * unreadable: nobody could look up any row of that user any more.
 */
final class RoleBindingsReader extends ValueDeserializer<List<RoleBinding>> {

	@Override
	public List<RoleBinding> deserialize(JsonParser parser, DeserializationContext context) {
		if (!parser.isExpectedStartArrayToken()) {
			return context.reportInputMismatch(List.class, "The bindings of a page are an array");
		}
		List<RoleBinding> bindings = new ArrayList<>();
		while (parser.nextToken() != JsonToken.END_ARRAY) {
			@Nullable RoleBinding binding = RoleBindingReader.readListed(parser);
			if (binding != null) {
				bindings.add(binding);
			}
		}
		return bindings;
	}

}
