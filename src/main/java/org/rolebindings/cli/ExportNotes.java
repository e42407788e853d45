package org.rolebindings.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.rolebindings.binding.Quoting;
import org.rolebindings.binding.Wording;
import org.rolebindings.job.export.ExportResult;

/** Says what is in an export, and what is not. */
final class ExportNotes {

	private static final int MOST_IDS = 5;

	private static final int LONGEST_ID = 200;

	private ExportNotes() {
	}

	/** Returns the sentences, one to a line; the last one counts what was written. */
	static List<String> of(ExportResult result) {
		List<String> notes = new ArrayList<>();
		if (!result.restricted().isEmpty()) {
			notes.add(restricted(result.restricted()));
		}
		if (result.incomplete() > 0) {
			notes.add("Warning: the server listed " + Wording.of(result.incomplete(), "binding")
					+ " without a role, a user or a resource; the export does not have "
					+ ((result.incomplete() == 1) ? "it." : "them."));
		}
		if (!result.unnamed().isEmpty()) {
			notes.add(unnamed(result));
		}
		if (result.bindings() == 0 && result.isComplete()) {
			notes.add("This key sees no such binding. A key needs ROLE_BINDING_READ to see any.");
		}
		notes.add(Wording.of(result.bindings(), "binding") + " on " + Wording.of(result.spaces(), "space") + " and "
				+ Wording.of(result.projects(), "project")
				+ " that this key may read; memberships given outside role bindings are not among them.");
		return notes;
	}

	private static String restricted(List<String> projects) {
		String ids = projects.stream()
			.limit(MOST_IDS)
			.map((id) -> Quoting.legible(id, LONGEST_ID))
			.collect(Collectors.joining(", "));
		return "Warning: " + Wording.of(projects.size(), "project") + " of this account "
				+ ((projects.size() == 1) ? "is" : "are") + " restricted to users with a role on it (" + ids
				+ ((projects.size() > MOST_IDS) ? " and others" : "")
				+ "). An import restricts nothing, so in a new account such a project is open to more people until "
				+ "it is restricted there.";
	}

	private static String unnamed(ExportResult result) {
		long count = result.unnamed().values().stream().mapToLong(Long::longValue).sum();
		String reasons = result.unnamed()
			.entrySet()
			.stream()
			.map((reason) -> Wording.of(reason.getValue()) + " " + reason.getKey().name())
			.collect(Collectors.joining(", "));
		Path file = result.unnamedFile();
		return "Warning: " + Wording.of(count, "binding") + " cannot be named (" + reasons + "); " + ((file != null)
				? "see " + Quoting.legible(file.toString(), Integer.MAX_VALUE) + "." : "--unnamed FILE lists them.");
	}

}
