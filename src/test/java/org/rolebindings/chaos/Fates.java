package org.rolebindings.chaos;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

import org.jspecify.annotations.Nullable;
import org.rolebindings.chaos.Expected.InAccount;

/** Decides by luck what a row will meet, and by the contract what must become of it. */
final class Fates {

	/** Whether look-ups may fail, too, when a row's attempts have run out. */
	private static final boolean LAST_LOOK_UPS_FAIL = Boolean.getBoolean("chaos.last-look-ups-fail");

	private static final List<ChaosFault> REFUSALS = List.of(ChaosFault.R302, ChaosFault.R400, ChaosFault.R403,
			ChaosFault.R404, ChaosFault.R404, ChaosFault.R410, ChaosFault.R422, ChaosFault.R501);

	private static final List<ChaosFault> REFUSALS_OF_UPDATES = List.of(ChaosFault.R400, ChaosFault.R403,
			ChaosFault.R404, ChaosFault.R404, ChaosFault.R410, ChaosFault.R422, ChaosFault.R501);

	private static final Map<Integer, String> CODES = Map.of(400, "BAD_REQUEST", 403, "FORBIDDEN", 404, "NOT_FOUND",
			422, "UNPROCESSABLE");

	/** On a resource with more hidden conflicts than are tried out. */
	private static final int ONE_MORE_CREATE = 2;

	private static final int THREE_MORE_CREATES = 4;

	private final SplittableRandom random;

	private final ChaosFaults faults;

	private final String onConflict;

	private final int maxAttempts;

	Fates(SplittableRandom random, ChaosFaults faults, String onConflict, int maxAttempts) {
		this.random = random;
		this.faults = faults;
		this.onConflict = onConflict;
		this.maxAttempts = maxAttempts;
	}

	/**
	 * Draws a fate.
	 * @param target who is to get a role on what
	 * @param role the role
	 * @param otherRole another role
	 * @param sharedLookUps what happens to look-ups, where the user has other rows, too
	 */
	Wish draw(Target target, String role, String otherRole, @Nullable Course sharedLookUps) {
		int luck = this.random.nextInt((sharedLookUps != null) ? 70 : 100);
		boolean updates = this.onConflict.equals("update");
		if (luck < 36) {
			return free(target, role, sharedLookUps);
		}
		if (luck < 47) {
			return same(target, role, sharedLookUps);
		}
		if (luck < 70) {
			return updates ? updated(target, role, otherRole, sharedLookUps)
					: conflicting(target, role, otherRole, sharedLookUps);
		}
		if (luck < 80) {
			return refused(target, role);
		}
		if (luck < 86) {
			return lost(target, role);
		}
		if (luck < 91 || !updates) {
			return this.random.nextBoolean() ? unseen(target, role, otherRole) : hidden(target, role, otherRole);
		}
		return (luck < 94) ? vanishing(target, role, otherRole) : notUpdated(target, role, otherRole);
	}

	private Wish free(Target target, String role, @Nullable Course shared) {
		Course creates = course(ChaosFaults.OF_CREATES, most(shared), ChaosFault.NONE);
		Course lookUps = lookUps(shared, creates, ChaosFault.NONE);
		InAccount account = new InAccount(target, role, 1, false);
		return wish(target, role, null, creates, lookUps, Course.SMOOTH, "CREATED", "", account);
	}

	private Wish same(Target target, String role, @Nullable Course shared) {
		Course creates = course(ChaosFaults.OF_CREATES, most(shared), ChaosFault.NONE);
		Course lookUps = lookUps(shared, creates, ChaosFault.NONE);
		InAccount account = new InAccount(target, role, 0, false);
		return wish(target, role, role, creates, lookUps, Course.SMOOTH, "UNCHANGED", "", account);
	}

	private Wish conflicting(Target target, String role, String otherRole, @Nullable Course shared) {
		Course creates = course(ChaosFaults.OF_CREATES, most(shared), ChaosFault.NONE);
		Course lookUps = lookUps(shared, creates, ChaosFault.NONE);
		InAccount account = new InAccount(target, otherRole, 0, false);
		if (this.onConflict.equals("keep")) {
			return wish(target, role, otherRole, creates, lookUps, Course.SMOOTH, "KEPT", otherRole, account);
		}
		return failing(target, role, otherRole, creates, lookUps, Course.SMOOTH, "ROLE_CONFLICT", "409", "", account);
	}

	private Wish updated(Target target, String role, String otherRole, @Nullable Course shared) {
		Course creates = course(ChaosFaults.OF_CREATES, most(shared) / 2, ChaosFault.NONE);
		Course updates = course(ChaosFaults.OF_UPDATES, most(shared) - creates.cost(), ChaosFault.NONE);
		Course lookUps = (shared != null) ? shared
				: course(ChaosFaults.OF_LOOK_UPS, most(null) - creates.cost() - updates.cost(), ChaosFault.NONE);
		InAccount account = new InAccount(target, role, 0, true);
		return wish(target, role, otherRole, creates, lookUps, updates, "UPDATED", otherRole, account);
	}

	/** The server will not have it. */
	private Wish refused(Target target, String role) {
		ChaosFault refusal = REFUSALS.get(this.random.nextInt(REFUSALS.size()));
		Course creates = course(ChaosFaults.WITHOUT_EFFECT, most(null), refusal);
		boolean noSuchUser = refusal == ChaosFault.R404 && this.random.nextBoolean();
		Course lookUps = lookUps(null, creates, noSuchUser ? ChaosFault.R404 : ChaosFault.NONE);
		InAccount account = new InAccount(target, null, 0, false);
		return failing(target, role, null, creates, lookUps, Course.SMOOTH,
				CODES.getOrDefault(refusal.status(), "UNEXPECTED_RESPONSE"), refusal.reportedStatus(), "", account);
	}

	/** It never comes to a create. */
	private Wish lost(Target target, String role) {
		ChaosFault always = ChaosFaults.OF_LOST_ROWS.get(this.random.nextInt(ChaosFaults.OF_LOST_ROWS.size()));
		Course creates = course(ChaosFaults.WITHOUT_EFFECT, most(null), always);
		InAccount account = new InAccount(target, null, 0, false);
		return exhausted(failing(target, role, null, creates, lastLookUps(), Course.SMOOTH, exhaustedBy(always),
				always.reportedStatus(), "", account));
	}

	/** There is something, but nobody may see what. */
	private Wish unseen(Target target, String role, String otherRole) {
		boolean made = this.random.nextBoolean();
		String former = this.random.nextBoolean() ? role : otherRole;
		Course creates = new Course(List.of(made ? ChaosFault.RESET_DONE : ChaosFault.NONE), ChaosFault.NONE);
		Course lookUps = lookUps(null, creates, ChaosFault.R403);
		InAccount account = new InAccount(target, made ? role : former, made ? 1 : 0, false);
		return failing(target, role, made ? null : former, creates, lookUps, Course.SMOOTH, "FORBIDDEN", "403",
				"may be in place", account);
	}

	/** There is something, but the key does not see it. */
	private Wish hidden(Target target, String role, String otherRole) {
		boolean made = this.random.nextBoolean();
		String former = this.random.nextBoolean() ? role : otherRole;
		Course creates = new Course(List.of(made ? ChaosFault.RESET_DONE : ChaosFault.NONE), ChaosFault.NONE);
		Course lookUps = new Course(List.of(), ChaosFault.R404);
		InAccount account = new InAccount(target, made ? role : former, made ? 1 : 0, false);
		String told = made ? "may be the role asked for" : "sees no binding there";
		int least = ONE_MORE_CREATE + creates.sureCost();
		return new Wish(target, role, made ? null : former, creates, lookUps, Course.SMOOTH, new Expected("FAILED",
				"CONFLICT_HIDDEN", "409", "", told, least, THREE_MORE_CREATES + creates.cost(), account));
	}

	/** The binding that is to be updated is gone. */
	private Wish vanishing(Target target, String role, String otherRole) {
		Course creates = course(ChaosFaults.OF_CREATES, most(null) - 1, ChaosFault.NONE);
		Course updates = new Course(List.of(ChaosFault.GONE), ChaosFault.NONE);
		InAccount account = new InAccount(target, role, 1, false);
		return wish(target, role, otherRole, creates, Course.SMOOTH, updates, "CREATED", "", account);
	}

	/** The server will not change it, or never gets to it. */
	private Wish notUpdated(Target target, String role, String otherRole) {
		boolean refused = this.random.nextBoolean();
		List<ChaosFault> choice = new ArrayList<>(refused ? REFUSALS_OF_UPDATES : ChaosFaults.OF_LOST_ROWS);
		choice.remove(ChaosFault.ANOTHER);
		ChaosFault always = choice.get(this.random.nextInt(choice.size()));
		Course updates = course(ChaosFaults.WITHOUT_EFFECT_ON_UPDATES, most(null), always);
		InAccount account = new InAccount(target, otherRole, 0, false);
		if (!refused) {
			return exhausted(failing(target, role, otherRole, Course.SMOOTH, lastLookUps(), updates,
					exhaustedBy(always), always.reportedStatus(), "", account));
		}
		Course lookUps = lookUps(null, updates, ChaosFault.NONE);
		String code = (always == ChaosFault.R404) ? "FORBIDDEN"
				: CODES.getOrDefault(always.status(), "UNEXPECTED_RESPONSE");
		return failing(target, role, otherRole, Course.SMOOTH, lookUps, updates, code, always.reportedStatus(), "",
				account);
	}

	private static String exhaustedBy(ChaosFault always) {
		return always.isForeign() ? "UNEXPECTED_RESPONSE" : "RETRIES_EXHAUSTED";
	}

	/** Every attempt is spent. */
	private Wish exhausted(Wish wish) {
		Expected expected = wish.expected();
		return new Wish(wish.target(), wish.role(), wish.formerRole(), wish.creates(), wish.lookUps(), wish.updates(),
				new Expected(expected.outcome(), expected.errorCode(), expected.httpStatus(), expected.previousRole(),
						expected.told(), this.maxAttempts, this.maxAttempts, expected.account()));
	}

	private Course lastLookUps() {
		return LAST_LOOK_UPS_FAIL ? course(EnumSet.copyOf(ChaosFaults.OF_LOOK_UPS), 1, ChaosFault.NONE) : Course.SMOOTH;
	}

	private int most(@Nullable Course shared) {
		return this.maxAttempts - 1 - ((shared != null) ? shared.cost() : 0);
	}

	private Course course(Set<ChaosFault> possible, int most, ChaosFault then) {
		return new Course(this.faults.draw(possible, most), then);
	}

	private Course lookUps(@Nullable Course shared, Course other, ChaosFault then) {
		Set<ChaosFault> possible = (then == ChaosFault.NONE) ? ChaosFaults.OF_LOOK_UPS
				: ChaosFaults.WITHOUT_EFFECT_ON_UPDATES;
		return (shared != null) ? shared : course(possible, most(null) - other.cost(), then);
	}

	private Wish wish(Target target, String role, @Nullable String formerRole, Course creates, Course lookUps,
			Course updates, String outcome, String previousRole, InAccount account) {
		int most = 1 + creates.cost() + lookUps.cost() + updates.cost();
		return new Wish(target, role, formerRole, creates, lookUps, updates, new Expected(outcome, "", "", previousRole,
				"", 1 + creates.sureCost(), Math.min(most, this.maxAttempts), account));
	}

	private Wish failing(Target target, String role, @Nullable String formerRole, Course creates, Course lookUps,
			Course updates, String errorCode, String httpStatus, String told, InAccount account) {
		int most = 1 + creates.cost() + lookUps.cost() + updates.cost();
		return new Wish(target, role, formerRole, creates, lookUps, updates, new Expected("FAILED", errorCode,
				httpStatus, "", told, 1 + creates.sureCost(), Math.min(most, this.maxAttempts), account));
	}

}
