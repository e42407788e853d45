package org.rolebindings.chaos;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

import org.jspecify.annotations.Nullable;
import org.rolebindings.chaos.Expected.InAccount;

/**
 * Decides by luck what somebody does to a binding before it is taken back and what the
 * program will meet then, and by the contract what must become of it.
 */
final class UndoFates {

	private static final String THIRD_ROLE = "Rol778";

	/** More of them for one row would only take longer. */
	private static final int MOST_FAULTS = 2;

	private static final String STRANGER = "Usr778";

	private static final List<ChaosFault> REFUSALS = List.of(ChaosFault.R400, ChaosFault.R403, ChaosFault.R404,
			ChaosFault.R404, ChaosFault.R410, ChaosFault.R422, ChaosFault.R501);

	private static final Map<Integer, String> CODES = Map.of(400, "BAD_REQUEST", 403, "FORBIDDEN", 404, "FORBIDDEN",
			422, "UNPROCESSABLE");

	private final SplittableRandom random;

	private final ChaosFaults faults;

	private final ChaosAccount account;

	private final Instant longAgo;

	private final int maxAttempts;

	private final int mostFaults;

	private final boolean isKilled;

	private final List<Target> others = new ArrayList<>();

	/**
	 * Makes fates.
	 * @param random where luck comes from
	 * @param account where somebody changes bindings
	 * @param longAgo when somebody has made bindings
	 * @param isKilled whether the program is killed on the way
	 */
	UndoFates(SplittableRandom random, ChaosFaults faults, ChaosAccount account, Instant longAgo, int maxAttempts,
			boolean isKilled) {
		this.random = random;
		this.faults = faults;
		this.account = account;
		this.longAgo = longAgo;
		this.maxAttempts = maxAttempts;
		this.mostFaults = Math.min(MOST_FAULTS, maxAttempts - 1);
		this.isKilled = isKilled;
		// An undo changes nothing if the key sees no binding at all
		addOther(new Target(STRANGER, "SPACE", "Spa778"));
	}

	private void addOther(Target target) {
		this.account.put(target, ChaosScenario.OTHERS_ROLE, this.longAgo);
		this.others.add(target);
	}

	/** The bindings that somebody has made on other resources or for other users. */
	List<Target> others() {
		return List.copyOf(this.others);
	}

	/**
	 * Draws the fate of a binding that the undone run is known to have made or changed.
	 * @param sharedLookUps what happens to look-ups, if the user has other rows, too
	 */
	Wish draw(DueBinding due, @Nullable Course sharedLookUps) {
		int luck = this.random.nextInt(100);
		if (luck < 50) {
			return takenBack(due, sharedLookUps);
		}
		if (luck < 72) {
			return changedBefore(due, luck, (sharedLookUps != null) ? sharedLookUps : lookUps(this.mostFaults));
		}
		if (luck < 77 || sharedLookUps != null) {
			return this.isKilled ? takenBack(due, sharedLookUps) : vanishing(due, sharedLookUps);
		}
		return (luck < 82) ? unseen(due) : drawFailing(due);
	}

	/** Draws a fate for a binding that is found by the time at which it was made. */
	Wish drawInDoubt(DueBinding due, @Nullable Course sharedLookUps) {
		return (sharedLookUps != null || this.random.nextInt(3) > 0) ? takenBack(due, sharedLookUps) : drawFailing(due);
	}

	private Wish drawFailing(DueBinding due) {
		return this.random.nextBoolean() ? refused(due) : lost(due);
	}

	private Wish takenBack(DueBinding due, @Nullable Course shared) {
		int most = this.mostFaults - ((shared != null) ? shared.cost() : 0);
		Set<ChaosFault> possible = (due.formerRole() != null) ? ChaosFaults.OF_RESTORES : ChaosFaults.OF_DELETES;
		Course changes = new Course(this.faults.draw(possible, most), ChaosFault.NONE);
		Course lookUps = (shared != null) ? shared : lookUps(most - changes.cost());
		return success(due, lookUps, changes, (due.formerRole() != null) ? "RESTORED" : "DELETED", due.held().role(),
				due.takenBack());
	}

	/** Somebody has changed it since the import. */
	private Wish changedBefore(DueBinding due, int luck, Course lookUps) {
		Target target = due.target();
		if (luck < 57) {
			Held unused = this.account.update(due.held().id(), THIRD_ROLE);
			return changedSince(due, lookUps, Course.SMOOTH, new InAccount(target, THIRD_ROLE, 0, false));
		}
		if (luck < 62 && due.formerRole() != null) {
			Held unused = this.account.update(due.held().id(), due.formerRole());
			return success(due, lookUps, Course.SMOOTH, "UNCHANGED", "",
					new InAccount(target, due.formerRole(), 0, false));
		}
		boolean deleted = this.account.delete(due.held().id());
		if (luck < 67) {
			this.account.put(target, due.held().role(), this.longAgo);
			return changedSince(due, lookUps, Course.SMOOTH, due.left());
		}
		InAccount nothing = new InAccount(target, deleted ? null : due.held().role(), 0, false);
		if (luck < 69) {
			return failed(due, lookUps, Course.SMOOTH, "NOT_VISIBLE", "", "sees no binding", nothing);
		}
		addOther(new Target(STRANGER, target.type(), target.resource()));
		return gone(due, lookUps, Course.SMOOTH, nothing);
	}

	/**
	 * Somebody deletes it right before the program can change it. A program that is
	 * killed may take that for its own deed.
	 */
	private Wish vanishing(DueBinding due, @Nullable Course shared) {
		Course changes = new Course(List.of(ChaosFault.GONE), ChaosFault.NONE);
		Course lookUps = (shared != null) ? shared : Course.SMOOTH;
		return gone(due, lookUps, changes, new InAccount(due.target(), null, 0, false));
	}

	/** The key may not see it. */
	private Wish unseen(DueBinding due) {
		Course lookUps = new Course(this.faults.draw(ChaosFaults.WITHOUT_EFFECT_ON_UPDATES, this.mostFaults),
				ChaosFault.R403);
		return failed(due, lookUps, Course.SMOOTH, "FORBIDDEN", "403", "may be in place", due.left());
	}

	/** The server will not have it. */
	private Wish refused(DueBinding due) {
		ChaosFault refusal = REFUSALS.get(this.random.nextInt(REFUSALS.size()));
		Course changes = new Course(this.faults.draw(ChaosFaults.WITHOUT_EFFECT_ON_UPDATES, this.mostFaults), refusal);
		return failed(due, lookUps(this.mostFaults - changes.cost()), changes,
				CODES.getOrDefault(refusal.status(), "UNEXPECTED_RESPONSE"), refusal.reportedStatus(), "", due.left());
	}

	/** It never comes to a change. */
	private Wish lost(DueBinding due) {
		List<ChaosFault> choice = new ArrayList<>(ChaosFaults.OF_LOST_ROWS);
		choice.remove(ChaosFault.ANOTHER);
		ChaosFault always = choice.get(this.random.nextInt(choice.size()));
		Course changes = new Course(this.faults.draw(ChaosFaults.WITHOUT_EFFECT_ON_UPDATES, this.mostFaults), always);
		return due.wish(Course.SMOOTH, changes,
				new Expected("FAILED", always.isForeign() ? "UNEXPECTED_RESPONSE" : "RETRIES_EXHAUSTED",
						always.reportedStatus(), "", "", this.maxAttempts, this.maxAttempts, due.left()));
	}

	private Course lookUps(int most) {
		return new Course(this.faults.draw(ChaosFaults.OF_LOOK_UPS, most), ChaosFault.NONE);
	}

	private Wish success(DueBinding due, Course lookUps, Course changes, String outcome, String previousRole,
			InAccount account) {
		return due.wish(lookUps, changes,
				new Expected(outcome, "", "", previousRole, "", 1, most(lookUps, changes), account));
	}

	/** A role is not given to somebody again who has none any more. */
	private Wish gone(DueBinding due, Course lookUps, Course changes, InAccount nothing) {
		return (due.formerRole() != null) ? changedSince(due, lookUps, changes, nothing)
				: success(due, lookUps, changes, "GONE", "", nothing);
	}

	private Wish changedSince(DueBinding due, Course lookUps, Course changes, InAccount account) {
		return due.wish(lookUps, changes,
				new Expected("CHANGED_SINCE", "CHANGED_SINCE", "", "", "", 1, most(lookUps, changes), account));
	}

	private Wish failed(DueBinding due, Course lookUps, Course changes, String code, String status, String told,
			InAccount account) {
		return due.wish(lookUps, changes,
				new Expected("FAILED", code, status, "", told, 1, most(lookUps, changes), account));
	}

	private int most(Course lookUps, Course changes) {
		return Math.min(1 + lookUps.cost() + changes.cost(), this.maxAttempts);
	}

}
