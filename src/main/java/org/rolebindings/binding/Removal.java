package org.rolebindings.binding;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What an undo or a revoke knows about the binding that a row is to take back.
 *
 * @param bindingId the binding that the undone run made or changed; {@code null} if that
 * run left the row in doubt, and for a revoke
 * @param formerRoleId the role that the binding gets back, or {@code null} if it is to be
 * deleted
 * @param placed the times in which the undone run may have put the binding in place;
 * empty if the row was not in doubt, and for a revoke
 * @param deletedBefore whether an earlier run in this state deleted the binding
 * @param ofAnybody whether it does not matter who made the binding, as for a revoke
 */
public record Removal(@Nullable String bindingId, @Nullable String formerRoleId, List<Doubt> placed,
		boolean deletedBefore, boolean ofAnybody) {

	/** A binding that is known only by its row. */
	public static final Removal OF_ROW = new Removal(null, null, List.of(), false, true);

	/** Copies the list. */
	public Removal {
		placed = List.copyOf(placed);
	}

	/** A binding that the undone run made or changed. */
	public Removal(String bindingId, @Nullable String formerRoleId) {
		this(bindingId, formerRoleId, List.of(), false, false);
	}

	/**
	 * Returns the binding of a row that the undone run left in doubt. Without a doubt, no
	 * binding is proven to come from the run.
	 */
	public static Removal placedIn(List<Doubt> doubts) {
		return new Removal(null, null, doubts, false, false);
	}

	/** Returns the same for a binding that an earlier run in this state deleted. */
	public Removal ofDeleted() {
		return new Removal(this.bindingId, this.formerRoleId, this.placed, true, this.ofAnybody);
	}

	/**
	 * Returns the role that a binding gets back.
	 * @param found the binding that is in place
	 * @return the role that the undone run replaced, or {@code null} if it made the
	 * binding
	 */
	public @Nullable String formerRole(ExistingBinding found) {
		return (this.formerRoleId != null) ? this.formerRoleId : doubtfulRole(found);
	}

	private @Nullable String doubtfulRole(ExistingBinding found) {
		return this.placed.stream()
			.map(Doubt::former)
			.filter((former) -> former != null && former.hasId(found.id()))
			.map(ExistingBinding::roleId)
			.findFirst()
			.orElse(null);
	}

	/** Returns whether the run may have changed a binding of another role. */
	boolean mayRestore() {
		return this.formerRoleId != null || this.placed.stream().anyMatch((doubt) -> doubt.former() != null);
	}

	/**
	 * Returns whether a binding is the one to be taken back, whatever its role.
	 * @param found the binding that is in place
	 * @param createdAt when it was created, on the server's clock, or {@code null} if
	 * that cannot be read
	 */
	boolean isOf(ExistingBinding found, @Nullable Instant createdAt) {
		if (this.bindingId != null) {
			return found.hasId(this.bindingId);
		}
		return this.ofAnybody || doubtfulRole(found) != null || (createdAt != null && wasPlacedAt(createdAt));
	}

	/** Without the end of its time, a doubt would prove too much. */
	private boolean wasPlacedAt(Instant createdAt) {
		return this.placed.stream().anyMatch((doubt) -> doubt.until() != null && doubt.hasCreated(createdAt));
	}

}
