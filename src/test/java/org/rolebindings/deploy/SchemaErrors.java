package org.rolebindings.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

import com.google.gson.JsonElement;
import wiremock.com.networknt.schema.InputFormat;
import wiremock.com.networknt.schema.JsonSchemaFactory;
import wiremock.com.networknt.schema.SpecVersion.VersionFlag;
import wiremock.com.networknt.schema.ValidationMessage;

/** Validation by a JSON schema, with the validator that is in WireMock. */
final class SchemaErrors {

	private SchemaErrors() {
	}

	/**
	 * Validates a document.
	 * @param schema the name of the schema's file, beside the tests
	 * @param document the document
	 * @return what is wrong with it
	 */
	static List<String> of(String schema, JsonElement document) {
		// "id" is the keyword of an older draft, and nothing in the schemas refers to it
		String text = resource(schema).replaceAll("(?m)^ *\"id\": \".*\",$", "");
		return JsonSchemaFactory.getInstance(VersionFlag.V201909)
			.getSchema(text)
			.validate(document.toString(), InputFormat.JSON)
			.stream()
			.map(ValidationMessage::getMessage)
			.toList();
	}

	private static String resource(String name) {
		try (InputStream in = Objects.requireNonNull(SchemaErrors.class.getResourceAsStream(name), name)) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
