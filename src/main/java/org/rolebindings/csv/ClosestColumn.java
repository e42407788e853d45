package org.rolebindings.csv;

import java.util.List;

import org.jspecify.annotations.Nullable;

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
				int distance = distance(wanted, key);
				if (distance < least) {
					least = distance;
					nearest = i;
				}
			}
		}
		return nearest;
	}

	/** The Levenshtein distance. */
	private static int distance(String one, String other) {
		int[] row = new int[other.length() + 1];
		for (int j = 0; j < row.length; j++) {
			row[j] = j;
		}
		for (int i = 1; i <= one.length(); i++) {
			int diagonal = row[0];
			row[0] = i;
			for (int j = 1; j < row.length; j++) {
				int replaced = diagonal + ((one.charAt(i - 1) == other.charAt(j - 1)) ? 0 : 1);
				diagonal = row[j];
				row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
			}
		}
		return row[other.length()];
	}

}
