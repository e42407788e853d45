package org.rolebindings.placing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.RoleBinding;
import org.rolebindings.binding.Doubt;
import org.rolebindings.binding.ExistingBinding;

/**
 * What may have put a row in place although nobody heard of it: requests of earlier
 * starts, and requests of this start without a definite answer. For one thread at a time.
 */
final class RowDoubt {

	/** The room left for a clock that is read in whole seconds. */
	private static final Duration CLOCK_ROOM = Duration.ofSeconds(2);

	private final List<Doubt> earlier;

	private @Nullable Instant since;

	private @Nullable ExistingBinding updated;

	private boolean mayHaveUpdated;

	RowDoubt(List<Doubt> earlier) {
		this.earlier = earlier;
		this.mayHaveUpdated = earlier.stream().anyMatch((doubt) -> doubt.former() != null);
	}

	/**
	 * A request of this start may have been carried out.
	 * @param leftAt when it left, on the server's clock
	 * @param former the binding that it was to change, or {@code null} for a create
	 */
	void add(Instant leftAt, @Nullable ExistingBinding former) {
		if (this.since == null) {
			this.since = leftAt;
		}
		if (former != null) {
			this.updated = former;
			this.mayHaveUpdated = true;
		}
	}

	/** The binding that was to be updated is gone. */
	void forgetUpdate() {
		this.updated = null;
	}

	/**
	 * Whether an update may have been carried out, even if its binding is gone by now.
	 */
	boolean mayHaveUpdated() {
		return this.mayHaveUpdated;
	}

	/** Whether there is any doubt about the row. */
	boolean exists() {
		return this.since != null || !this.earlier.isEmpty();
	}

	/** When the first such request of this start left, or {@code null}. */
	@Nullable Instant since() {
		return this.since;
	}

	/** The numbers of the earlier starts' doubts. */
	List<Long> earlier() {
		return this.earlier.stream().map(Doubt::id).toList();
	}

	/**
	 * What is still in doubt once the row is FAILED. A binding with another role rules
	 * out a create that is still on its way, but not an update.
	 */
	@Nullable Instant sinceAfter(@Nullable RoleBinding seen) {
		return (seen == null || this.updated != null) ? this.since : null;
	}

	/**
	 * The role that an update in doubt has replaced, if the binding was to be updated.
	 */
	@Nullable String formerRole(String bindingId) {
		if (this.updated != null && this.updated.isNamed(bindingId)) {
			return this.updated.roleId();
		}
		return this.earlier.stream()
			.map(Doubt::former)
			.filter((former) -> former != null && former.isNamed(bindingId))
			.map(ExistingBinding::roleId)
			.findFirst()
			.orElse(null);
	}

	/**
	 * Whether a create in doubt has made a binding.
	 * @param createdAt when it was made, on the server's clock, or {@code null} if that
	 * cannot be read
	 */
	boolean hasMade(@Nullable Instant createdAt) {
		if (createdAt == null) {
			return false;
		}
		return isWithin(createdAt, this.since, null)
				|| this.earlier.stream().anyMatch((doubt) -> isWithin(createdAt, doubt.since(), doubt.until()));
	}

	private static boolean isWithin(Instant createdAt, @Nullable Instant since, @Nullable Instant until) {
		return since != null && !createdAt.isBefore(since.minus(CLOCK_ROOM))
				&& (until == null || !createdAt.isAfter(until));
	}

}
