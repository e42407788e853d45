package org.rolebindings.placing.row;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.RoleBinding;
import org.rolebindings.binding.Doubt;
import org.rolebindings.binding.ExistingBinding;

/**
 * The requests that may have put a row in place although no answer said so: requests of
 * earlier starts, and requests of this start without a definite answer. For one thread at
 * a time.
 */
public final class RowDoubt {

	private final List<Doubt> earlier;

	private @Nullable Instant since;

	private @Nullable ExistingBinding updated;

	private boolean mayHaveUpdated;

	public RowDoubt(List<Doubt> earlier) {
		this.earlier = earlier;
		this.mayHaveUpdated = earlier.stream().anyMatch((doubt) -> doubt.former() != null);
	}

	/**
	 * Adds a request of this start that may have been carried out.
	 * @param sentAt when the request left, on the server's clock
	 * @param former the binding that the request was to change, or {@code null} for a
	 * create
	 */
	public void add(Instant sentAt, @Nullable ExistingBinding former) {
		if (this.since == null) {
			this.since = sentAt;
		}
		if (former != null) {
			this.updated = former;
			this.mayHaveUpdated = true;
		}
	}

	/** Forgets the update, because its binding is gone. */
	public void forgetUpdate() {
		this.updated = null;
	}

	/**
	 * Returns whether an update may have been carried out, even if its binding is gone by
	 * now.
	 */
	public boolean mayHaveUpdated() {
		return this.mayHaveUpdated;
	}

	/** Returns whether the row is in doubt. */
	public boolean exists() {
		return this.since != null || !this.earlier.isEmpty();
	}

	/** Returns when the first such request of this start left, or {@code null}. */
	public @Nullable Instant since() {
		return this.since;
	}

	/** Returns the numbers of the earlier starts' doubts. */
	public List<Long> earlier() {
		return this.earlier.stream().map(Doubt::id).toList();
	}

	/**
	 * Returns since when the row is still in doubt once it is FAILED. A binding with
	 * another role rules out that a create is carried out later, but not an update.
	 */
	public @Nullable Instant sinceAfter(@Nullable RoleBinding seen) {
		return (seen == null || this.updated != null) ? this.since : null;
	}

	/**
	 * Returns the role that an update in doubt has replaced, or {@code null} if no update
	 * of the binding is in doubt.
	 */
	public @Nullable String formerRole(String bindingId) {
		if (this.updated != null && this.updated.hasId(bindingId)) {
			return this.updated.roleId();
		}
		return this.earlier.stream()
			.map(Doubt::former)
			.filter((former) -> former != null && former.hasId(bindingId))
			.map(ExistingBinding::roleId)
			.findFirst()
			.orElse(null);
	}

	/**
	 * Returns the binding that a request in doubt was to change or to delete, or
	 * {@code null} if no such request is in doubt.
	 */
	public @Nullable ExistingBinding former() {
		if (this.updated != null) {
			return this.updated;
		}
		return this.earlier.stream().map(Doubt::former).filter(Objects::nonNull).findFirst().orElse(null);
	}

	/**
	 * Returns whether a create in doubt has created a binding.
	 * @param createdAt when the binding was created, on the server's clock, or
	 * {@code null} if the time cannot be read
	 */
	public boolean hasCreated(@Nullable Instant createdAt) {
		if (createdAt == null) {
			return false;
		}
		return (this.since != null && Doubt.isWithin(createdAt, this.since, null))
				|| this.earlier.stream().anyMatch((doubt) -> doubt.hasCreated(createdAt));
	}

}
