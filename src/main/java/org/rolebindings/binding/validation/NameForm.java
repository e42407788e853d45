package org.rolebindings.binding.validation;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

import org.rolebindings.sandbox.wire.Answer;

/**
 * Takes every name for one that exists. Equal names get equal ids, so that repeated rows
 * are found. These ids must not leave the program.
 */
final class NameForm implements NameResolver {

	@Override
	public Answer role(String name) {
		return id("Role", name);
	}

	@Override
	public Answer user(String email) {
		return id("User", email.toLowerCase(Locale.ROOT));
	}

	@Override
	public Answer resource(String organization, String space, String project) {
		String place = organization + '\0' + space;
		return project.isEmpty() ? id("Space", place) : id("Model", place + '\0' + project);
	}

	/** No id of the API has such a rest. */
	private static Answer id(String kind, String name) {
		String plain = kind + ":\0" + name;
		return Answer.of(Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8)));
	}

}
