package org.rolebindings.chaos;

import org.jspecify.annotations.Nullable;
import org.rolebindings.chaos.Expected.InAccount;

/**
 * A binding that is to be taken back.
 *
 * @param held the binding as the import has left it
 * @param formerRole the role that it is to get, {@code null} if it is to be deleted
 * @param ofAnybody whether another binding with the same role would do, as for a revoke
 */
record DueBinding(Held held, @Nullable String formerRole, boolean ofAnybody) {

	Target target() {
		return this.held.target();
	}

	/** What the account has if nothing happens to the binding. */
	InAccount left() {
		return having(this.held.role());
	}

	/** What the account has if somebody else gives it a role, {@code null} for none. */
	InAccount having(@Nullable String role) {
		return new InAccount(target(), role, 0, false);
	}

	/** What the account has once the binding is taken back. */
	InAccount takenBack() {
		return new InAccount(target(), this.formerRole, 0, this.formerRole != null);
	}

	/** What the row meets, and what must become of it. */
	Wish wish(Course lookUps, Course changes, Expected expected) {
		return new Wish(target(), this.held.role(), this.formerRole, Course.SMOOTH, lookUps, changes, expected);
	}

}
