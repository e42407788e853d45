package org.rolebindings.inbox;

import java.util.List;
import java.util.Locale;

/** Recognises names of CSV files that a program made, and that nobody dropped. */
final class IgnoredNames {

	/** How sync clients name the copy that they make if two versions of a file differ. */
	private static final List<String> CONFLICTS = List.of("conflicted copy", ".sync-conflict-", "sfconflict",
			"_conflict-", ".conflict.", "[conflicted]");

	private IgnoredNames() {
	}

	/**
	 * Whether it is a temporary file: a hidden one, or one like {@code ~$x.csv}, which
	 * Office keeps beside an open file.
	 */
	static boolean isTemporary(String name) {
		return name.startsWith(".") || name.startsWith("~");
	}

	/** Whether a sync client made the file because two versions of another one differ. */
	static boolean isConflictCopy(String name) {
		String lower = name.toLowerCase(Locale.ROOT);
		return CONFLICTS.stream().anyMatch(lower::contains);
	}

}
