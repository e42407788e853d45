package org.rolebindings.job.names;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

import org.rolebindings.binding.validation.EditDistance;

/** Finds the names that may be meant by one that does not exist. */
final class NearNames {

	private static final int MOST = 3;

	private static final int LONGEST = 255;

	private NearNames() {
	}

	/**
	 * Finds near names.
	 * @param name the name that does not exist
	 * @param others names that exist
	 * @return up to three of them, the nearest first
	 */
	static List<String> of(String name, Collection<String> others) {
		String wanted = name.toLowerCase(Locale.ROOT);
		// Emails of a domain would all be near each other
		int compared = wanted.contains("@") ? wanted.indexOf('@') : wanted.length();
		int most = Math.max(2, compared / 3);
		return others.stream()
			.distinct()
			.filter((other) -> !other.isBlank())
			.filter((other) -> Math.abs(other.length() - wanted.length()) <= most && other.length() <= LONGEST)
			.map((other) -> new Near(other, EditDistance.of(wanted, other.toLowerCase(Locale.ROOT))))
			.filter((near) -> near.distance <= most)
			.sorted(Comparator.comparingInt(Near::distance).thenComparing(Near::name))
			.limit(MOST)
			.map(Near::name)
			.toList();
	}

	private record Near(String name, int distance) {
	}

}
