package org.rolebindings.inbox;

import java.util.List;
import java.util.Locale;

/**
 * Separates the files that people drop from those that a program keeps beside them with
 * the same ending.
 */
final class IgnoredNames {

	/** How sync clients name the copy that they make if two versions of a file differ. */
	private static final List<String> CONFLICTS = List.of("conflicted copy", ".sync-conflict-", "sfconflict",
			"_conflict-", ".conflict.", "[conflicted]");

	private IgnoredNames() {
	}

	/**
	 * Whether a program made the file for itself and takes it away again: a hidden file,
	 * or one like the {@code ~$x.csv} that Office keeps beside a file that is open.
	 */
	static boolean isCompanion(String name) {
		return name.startsWith(".") || name.startsWith("~");
	}

	/** Whether a sync client made the file because two versions of another one differ. */
	static boolean isConflictCopy(String name) {
		String lower = name.toLowerCase(Locale.ROOT);
		return CONFLICTS.stream().anyMatch(lower::contains);
	}

}
