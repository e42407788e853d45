package org.rolebindings.cli.settings;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalUnit;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.converter.Converter;

/**
 * Reads a duration: a number with {@code ms}, {@code s}, {@code m}, {@code h} or
 * {@code d}, or several of them, the largest unit first. Spring Boot's own converter
 * would take a bare number for milliseconds.
 */
public final class DurationConverter implements Converter<String, Duration> {

	private static final Pattern FORM = Pattern
		.compile("(?:(\\d{1,9})d)?(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:(\\d{1,9})s)?(?:(\\d{1,9})ms)?");

	private static final List<TemporalUnit> UNITS = List.of(ChronoUnit.DAYS, ChronoUnit.HOURS, ChronoUnit.MINUTES,
			ChronoUnit.SECONDS, ChronoUnit.MILLIS);

	/**
	 * Reads settings as Spring Boot does, but durations with this converter. There must
	 * be no other conversion service, because Boot would try that one with the text that
	 * this one refuses.
	 */
	public static ConversionService conversionService() {
		ApplicationConversionService conversion = new ApplicationConversionService();
		conversion.addConverter(new DurationConverter());
		return conversion;
	}

	@Override
	public Duration convert(String text) {
		Matcher matcher = FORM.matcher(text.strip());
		if (!matcher.matches() || matcher.end() == 0) {
			throw new IllegalArgumentException("it takes a number with ms, s, m, h or d, like 30s or 1m30s");
		}
		Duration sum = Duration.ZERO;
		for (int unit = 0; unit < UNITS.size(); unit++) {
			String number = matcher.group(unit + 1);
			if (number != null) {
				sum = sum.plus(Long.parseLong(number), UNITS.get(unit));
			}
		}
		return sum;
	}

}
