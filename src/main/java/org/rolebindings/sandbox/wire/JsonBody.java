package org.rolebindings.sandbox.wire;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.hc.core5.http.ContentType;
import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Quoting;
import tools.jackson.databind.JsonNode;

/**
 * Reads request bodies as strictly as the wire contract allows: an object that has each
 * of its fields, all of them texts, and no other.
 */
public final class JsonBody {

	private final Json json;

	public JsonBody(Json json) {
		this.json = json;
	}

	/**
	 * Reads a body.
	 * @param request the request
	 * @param names the fields of the object, all of them required
	 * @return the fields' values, none of them empty
	 * @throws ProblemException if the body is anything else
	 */
	public Map<String, String> read(Request request, List<String> names) {
		requireJson(request.contentType());
		JsonNode object = this.json.read(request.body().bytes());
		if (!object.isObject()) {
			throw ProblemException.invalid("The body must be a JSON object.");
		}
		for (String name : object.propertyNames()) {
			if (!names.contains(name)) {
				throw ProblemException.invalid("There is no field " + Quoting.quoted(name) + "; the fields are "
						+ String.join(", ", names) + ".");
			}
		}
		Map<String, String> values = new HashMap<>();
		for (String name : names) {
			values.put(name, text(name, object.get(name)));
		}
		return values;
	}

	private static void requireJson(@Nullable String contentType) {
		ContentType type = ContentType.parseLenient(contentType);
		if (type == null || !ContentType.APPLICATION_JSON.isSameMimeType(type)) {
			throw ProblemException.invalid("Content-Type must be application/json.");
		}
	}

	private static String text(String name, @Nullable JsonNode value) {
		if (value == null) {
			throw ProblemException.invalid(name + " is missing.");
		}
		if (!value.isString()) {
			throw ProblemException.invalid(name + " must be a string.");
		}
		if (value.stringValue().isEmpty()) {
			throw ProblemException.invalid(name + " must not be empty.");
		}
		return value.stringValue();
	}

}
