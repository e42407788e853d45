package org.rolebindings.job.compare;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

import org.rolebindings.binding.Binding;
import org.rolebindings.binding.Id;
import org.rolebindings.binding.ResourceType;
import org.rolebindings.binding.UndecidedRow;
import org.rolebindings.listing.ListedBinding;

/** Rows and listed bindings in short words. */
final class SlotEntries {

	private SlotEntries() {
	}

	static SlotEntry row(long line, String role, String user, String space) {
		return SlotEntry.of(new UndecidedRow(line, binding(role, user, space), 0, List.of()));
	}

	static SlotEntry listed(String id, long askedAt, String role, String user, String space) {
		return SlotEntry.of(new ListedBinding(id, binding(role, user, space)), askedAt);
	}

	static Binding binding(String role, String user, String space) {
		return new Binding(id("Role:" + role), id("User:" + user), ResourceType.SPACE, id("Space:" + space));
	}

	private static Id id(String plain) {
		return Id.parse(Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8))).orElseThrow();
	}

}
