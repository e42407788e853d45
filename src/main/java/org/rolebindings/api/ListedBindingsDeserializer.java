package org.rolebindings.api;

import java.util.ArrayList;
import java.util.List;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/**
 * Reads the bindings of a page. What cannot be read of one is empty. If it failed the
 * whole page, no other row of that user could be looked up.
 */
final class ListedBindingsDeserializer extends ValueDeserializer<List<RoleBinding>> {

	@Override
	public List<RoleBinding> deserialize(JsonParser parser, DeserializationContext context) {
		if (!parser.isExpectedStartArrayToken()) {
			return context.reportInputMismatch(List.class, "The bindings of a page are an array");
		}
		List<RoleBinding> bindings = new ArrayList<>();
		while (parser.nextToken() != JsonToken.END_ARRAY) {
			bindings.add(RoleBindingDeserializer.readListed(parser));
		}
		return bindings;
	}

}
