package org.rolebindings.binding.validation;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Binding;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.Id;
import org.rolebindings.binding.Quoting;
import org.rolebindings.binding.ResourceType;

import static org.rolebindings.binding.Quoting.quoted;

/**
 * Decides whether a row may be sent. It checks the record's form, then missing values,
 * the resource type, the ids' form and the ids' kinds. The first rule that a row breaks
 * rejects it.
 */
public final class RowValidator {

	private static final Set<String> OTHER_THAN_RESOURCES = Set.of("User", "Role", "RoleBinding");

	private static final int MAX_SHOWN_KIND = 40;

	private final NameResolver names;

	/** Validates rows of files with names. */
	public RowValidator(NameResolver names) {
		this.names = names;
	}

	/** Validates rows without the network: names are only checked for their form. */
	public RowValidator() {
		this(new NameForm());
	}

	/**
	 * Validates one row.
	 * @param row the row as it was read
	 * @return the row with its binding, or with the reason why it is INVALID
	 */
	public CheckedRow validate(InputRow row) {
		if (row.defect() != null) {
			return CheckedRow.invalid(row, row.defect());
		}
		Rejection missing = missingValue(row);
		if (missing != null) {
			return CheckedRow.invalid(row, missing);
		}
		Optional<ResourceType> type = ResourceType.parse(row.resourceType());
		if (type.isEmpty()) {
			return CheckedRow.invalid(row,
					new Rejection(ErrorCode.UNKNOWN_RESOURCE_TYPE,
							"resource_type is " + quoted(row.resourceType())
									+ ", which is not a resource type; write SPACE or PROJECT."
									+ Blanks.named(row.resourceType())));
		}
		RowNames names = row.names();
		return (names != null) ? validateNamed(row, names, type.get()) : validateIds(row, type.get());
	}

	/** Finds the ids of names first. An id, if there is one, wins. */
	private CheckedRow validateNamed(InputRow row, RowNames given, ResourceType type) {
		if (type == ResourceType.PROJECT && row.resourceId().isEmpty() && given.project().isEmpty()) {
			return CheckedRow.invalid(row, missing("project_name", "the project's name, or a resource_id"));
		}
		NameResolver.Answer role = row.roleId().isEmpty() ? this.names.role(given.role())
				: NameResolver.Answer.of(row.roleId());
		NameResolver.Answer user = row.userId().isEmpty() ? this.names.user(given.email())
				: NameResolver.Answer.of(row.userId());
		NameResolver.Answer resource = row.resourceId().isEmpty()
				? this.names.resource(given.organization(), given.space(),
						(type == ResourceType.PROJECT) ? given.project() : "")
				: NameResolver.Answer.of(row.resourceId());
		InputRow resolved = row.resolved(role.id(), user.id(), resource.id());
		for (NameResolver.Answer answer : List.of(role, user, resource)) {
			if (answer.rejection() != null) {
				return CheckedRow.invalid(resolved, answer.rejection());
			}
		}
		return validateIds(resolved, type);
	}

	private CheckedRow validateIds(InputRow row, ResourceType type) {
		Optional<Id> role = Id.parse(row.roleId());
		Optional<Id> user = Id.parse(row.userId());
		Optional<Id> resource = Id.parse(row.resourceId());
		if (role.isEmpty()) {
			return CheckedRow.invalid(row, malformed("role_id", row.roleId()));
		}
		if (user.isEmpty()) {
			return CheckedRow.invalid(row, malformed("user_id", row.userId()));
		}
		if (resource.isEmpty()) {
			return CheckedRow.invalid(row, malformed("resource_id", row.resourceId()));
		}
		Binding binding = new Binding(role.get(), user.get(), type, resource.get());
		Rejection mismatch = kindMismatch(binding);
		return (mismatch != null) ? CheckedRow.invalid(row, mismatch) : CheckedRow.valid(row, binding);
	}

	private static @Nullable Rejection missingValue(InputRow row) {
		RowNames names = row.names();
		if (row.roleId().isEmpty() && (names == null || names.role().isEmpty())) {
			return missing(row, "role_id", "role_name");
		}
		if (row.userId().isEmpty() && (names == null || names.email().isEmpty())) {
			return missing(row, "user_id", "user_email");
		}
		if (row.resourceType().isEmpty()) {
			return missing("resource_type", "a value");
		}
		return (row.resourceId().isEmpty() && (names == null || names.space().isEmpty()))
				? missing(row, "resource_id", "space_name") : null;
	}

	private static Rejection missing(InputRow row, String id, String name) {
		return (row.names() == null) ? missing(id, "a value")
				: new Rejection(ErrorCode.MISSING_VALUE, id + " and " + name + " are empty; give one of them a value.");
	}

	private static Rejection missing(String column, String remedy) {
		return new Rejection(ErrorCode.MISSING_VALUE, column + " is empty; give it " + remedy + ".");
	}

	private static Rejection malformed(String column, String value) {
		return new Rejection(ErrorCode.MALFORMED_ID, column + " is " + quoted(value)
				+ ", which is not an id: neither base64 of Kind:rest nor a short form like Usr001; copy the id again."
				+ Blanks.named(value));
	}

	private static @Nullable Rejection kindMismatch(Binding binding) {
		Rejection mismatch = expectKind("role_id", binding.roleId(), "Role");
		if (mismatch == null) {
			mismatch = expectKind("user_id", binding.userId(), "User");
		}
		return (mismatch != null) ? mismatch : expectType(binding.resourceType(), binding.resourceId());
	}

	private static @Nullable Rejection expectKind(String column, Id id, String kind) {
		if (id.kind().equals(kind)) {
			return null;
		}
		return new Rejection(ErrorCode.ID_KIND_MISMATCH, column + " is " + quoted(id.text()) + ", the id of a "
				+ shownKind(id) + "; a " + kind + " id belongs there.");
	}

	private static @Nullable Rejection expectType(ResourceType type, Id id) {
		if (accepts(type, id.kind())) {
			return null;
		}
		if (OTHER_THAN_RESOURCES.contains(id.kind())) {
			return new Rejection(ErrorCode.ID_KIND_MISMATCH, "resource_id is " + quoted(id.text()) + ", the id of a "
					+ shownKind(id) + "; the id of a space or a project belongs there.");
		}
		return new Rejection(ErrorCode.RESOURCE_TYPE_MISMATCH, "resource_type is " + type + ", but resource_id "
				+ quoted(id.text()) + " is the id of a " + shownKind(id) + "; correct the one that is wrong.");
	}

	private static String shownKind(Id id) {
		return Quoting.legible(id.kind(), MAX_SHOWN_KIND);
	}

	private static boolean accepts(ResourceType type, String kind) {
		return switch (type) {
			case SPACE -> kind.equals("Space");
			case PROJECT -> kind.equals("Model") || kind.equals("Project");
		};
	}

}
