package org.rolebindings.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.converter.Converter;

/**
 * Reads a duration: a number with {@code ms}, {@code s}, {@code m}, {@code h} or
 * {@code d}. Boot by itself takes a bare number for milliseconds.
 */
final class DurationConverter implements Converter<String, Duration> {

	private static final Pattern FORM = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

	/**
	 * Reads settings as Boot does, but durations like this. As a bean it has to be the
	 * only one: beside another, what it refuses is tried with that.
	 */
	static ConversionService conversionService() {
		ApplicationConversionService conversion = new ApplicationConversionService();
		conversion.addConverter(new DurationConverter());
		return conversion;
	}

	@Override
	public Duration convert(String text) {
		Matcher matcher = FORM.matcher(text.strip());
		if (!matcher.matches()) {
			throw new IllegalArgumentException("it takes a number with ms, s, m, h or d, like 30s");
		}
		long number = Long.parseLong(matcher.group(1));
		return switch (matcher.group(2)) {
			case "ms" -> Duration.ofMillis(number);
			case "s" -> Duration.ofSeconds(number);
			case "m" -> Duration.ofMinutes(number);
			case "h" -> Duration.ofHours(number);
			default -> Duration.ofDays(number);
		};
	}

}
