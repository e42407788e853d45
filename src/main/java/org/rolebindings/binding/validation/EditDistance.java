package org.rolebindings.binding.validation;

/** How much two texts differ. */
public final class EditDistance {

	private EditDistance() {
	}

	/**
	 * Returns the Levenshtein distance of two texts.
	 * @return how many characters are added, removed or replaced between them
	 */
	public static int of(String one, String other) {
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
