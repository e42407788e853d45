package org.rolebindings.cli.settings;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Quoting;
import org.rolebindings.files.CauseChain;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

/**
 * Says what is wrong with a setting: the option, its value, what it takes.
 */
public final class SettingProblem {

	private SettingProblem() {
	}

	public static String describe(BindException failure) {
		String own = ownMessage(failure, "--");
		if (own != null) {
			return own;
		}
		ConfigurationProperty property = failure.getProperty();
		if (property == null) {
			return String.valueOf(failure.getMessage());
		}
		String option = "--" + property.getName().getLastElement(Form.DASHED);
		String takes = ownMessage(failure, "it takes");
		return option + " is " + Quoting.quoted(String.valueOf(property.getValue())) + "; "
				+ ((takes != null) ? takes : takes(failure.getTarget().getType().resolve(Object.class))) + ".";
	}

	/** The message of one of our own checks. */
	private static @Nullable String ownMessage(Throwable failure, String beginning) {
		return CauseChain.of(failure)
			.filter(IllegalArgumentException.class::isInstance)
			.map((cause) -> String.valueOf(cause.getMessage()))
			.filter((message) -> message.startsWith(beginning))
			.findFirst()
			.orElse(null);
	}

	private static String takes(Class<?> type) {
		if (type.isEnum()) {
			return Arrays.stream(type.getEnumConstants())
				.map((constant) -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
				.collect(Collectors.joining(", ", "it takes one of ", ""));
		}
		if (type == boolean.class || type == Boolean.class) {
			return "it takes true or false";
		}
		return (type == int.class || type == Integer.class) ? "it takes a whole number" : "it takes a number";
	}

}
