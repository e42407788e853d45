package org.rolebindings.csv;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.validation.EditDistance;

/** Finds the column whose name is probably a misspelling of a missing one. */
final class ClosestColumn {

	/** The most letters that may be missing, surplus or wrong. */
	private static final int MAX_DISTANCE = 2;

	private ClosestColumn() {
	}

	/**
	 * Finds the nearest of some names.
	 * @param wanted the key of the column that is missing
	 * @param keys the keys of the columns that may be meant
	 * @return the index of the nearest key, or {@code null} if all are too different
	 */
	static @Nullable Integer of(String wanted, List<String> keys) {
		Integer nearest = null;
		int least = MAX_DISTANCE + 1;
		for (int i = 0; i < keys.size(); i++) {
			String key = keys.get(i);
			if (Math.abs(key.length() - wanted.length()) < least) {
				int distance = EditDistance.of(wanted, key);
				if (distance < least) {
					least = distance;
					nearest = i;
				}
			}
		}
		return nearest;
	}

}
