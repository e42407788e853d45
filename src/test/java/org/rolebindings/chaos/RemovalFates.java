package org.rolebindings.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

import org.jspecify.annotations.Nullable;

/**
 * Decides by luck what the program will meet when it takes a binding back, and by the
 * contract what must become of it.
 */
final class RemovalFates {

	/** More of them for one row would only take longer. */
	private static final int MOST_FAULTS = 2;

	private static final List<ChaosFault> REFUSALS = List.of(ChaosFault.R400, ChaosFault.R403, ChaosFault.R404,
			ChaosFault.R404, ChaosFault.R410, ChaosFault.R422, ChaosFault.R501);

	private static final Map<Integer, String> CODES = Map.of(400, "BAD_REQUEST", 403, "FORBIDDEN", 404, "FORBIDDEN",
			422, "UNPROCESSABLE");

	private final SplittableRandom random;

	private final ChaosFaults faults;

	private final EarlierChanges earlier;

	private final RemovalOutcomes outcomes;

	private final boolean isKilled;

	private final boolean isLagging;

	private final int mostFaults;

	/**
	 * Makes fates.
	 * @param random where luck comes from
	 * @param earlier changes bindings before the program starts
	 * @param isKilled whether the program is killed on the way
	 * @param isLagging whether a change shows in lists later
	 */
	RemovalFates(SplittableRandom random, ChaosFaults faults, EarlierChanges earlier, RemovalOutcomes outcomes,
			boolean isKilled, boolean isLagging) {
		this.random = random;
		this.faults = faults;
		this.earlier = earlier;
		this.outcomes = outcomes;
		this.isKilled = isKilled;
		this.isLagging = isLagging;
		this.mostFaults = Math.min(MOST_FAULTS, outcomes.maxAttempts() - 1);
	}

	/**
	 * Draws the fate of a binding that is known to be one to take back.
	 * @param sharedLookUps what happens to look-ups, if the user has other rows, too
	 */
	Wish draw(DueBinding due, @Nullable Course sharedLookUps) {
		int luck = this.random.nextInt(100);
		if (luck < 48) {
			return takenBack(due, sharedLookUps);
		}
		if (luck < 68) {
			return this.earlier.draw(due, (sharedLookUps != null) ? sharedLookUps : lookUps(this.mostFaults));
		}
		if (sharedLookUps != null) {
			return forestalled(due, sharedLookUps);
		}
		if (luck < 79) {
			return this.random.nextInt(3) == 0 ? forestalled(due, lookUps(this.mostFaults)) : overtaken(due);
		}
		return (luck < 84) ? unseen(due) : drawFailing(due);
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
		return this.outcomes.takenBack(due, (shared != null) ? shared : lookUps(most - changes.cost()), changes);
	}

	/** Another client deletes the binding when the program's request is on its way. */
	private Wish forestalled(DueBinding due, Course lookUps) {
		// A revoke that is started again takes the new binding for one to be deleted
		boolean replaced = this.random.nextBoolean() && !(this.isKilled && due.ofAnybody());
		if (replaced) {
			return this.outcomes.changedSince(due, lookUps, Course.of(ChaosFault.REPLACED), due.left());
		}
		letBeGone(due);
		return this.outcomes.gone(due, lookUps, Course.of(ChaosFault.GONE));
	}

	/** Another client comes between the look-up and the change. */
	private Wish overtaken(DueBinding due) {
		int luck = this.random.nextInt(3);
		if (luck == 0 && !this.isLagging) {
			ChaosFault always = anyOfLostRows();
			Course changes = new Course(List.of(always), always);
			return this.outcomes.changedSince(due, lookUpsUntil(ChaosFault.SEEN_THEN_CHANGED), changes,
					new Expected.InAccount(due.target(), OtherClient.ROLE, 0, true));
		}
		if (luck == 1 && !due.ofAnybody()) {
			return this.outcomes.changedSince(due, lookUpsUntil(ChaosFault.SEEN_THEN_REPLACED), Course.SMOOTH,
					due.left());
		}
		letBeGone(due);
		return this.outcomes.gone(due, lookUpsUntil(ChaosFault.SEEN_THEN_DELETED), Course.SMOOTH);
	}

	/** A start that has not seen the binding itself must see another one there. */
	private void letBeGone(DueBinding due) {
		this.earlier.addStranger(due.target());
	}

	private Course lookUpsUntil(ChaosFault change) {
		List<ChaosFault> first = new ArrayList<>(
				this.faults.draw(ChaosFaults.WITHOUT_EFFECT_ON_UPDATES, this.mostFaults - 1));
		first.add(change);
		return new Course(first, ChaosFault.NONE);
	}

	/** The key may not see it. */
	private Wish unseen(DueBinding due) {
		Course lookUps = new Course(this.faults.draw(ChaosFaults.WITHOUT_EFFECT_ON_UPDATES, this.mostFaults),
				ChaosFault.R403);
		return this.outcomes.failed(due, lookUps, Course.SMOOTH, "FORBIDDEN", "403", "may be in place", due.left());
	}

	/** The server will not have it. */
	private Wish refused(DueBinding due) {
		ChaosFault refusal = REFUSALS.get(this.random.nextInt(REFUSALS.size()));
		Course changes = new Course(this.faults.draw(ChaosFaults.WITHOUT_EFFECT_ON_UPDATES, this.mostFaults), refusal);
		return this.outcomes.failed(due, lookUps(this.mostFaults - changes.cost()), changes,
				CODES.getOrDefault(refusal.status(), "UNEXPECTED_RESPONSE"), refusal.reportedStatus(), "", due.left());
	}

	/** It never comes to a change. */
	private Wish lost(DueBinding due) {
		ChaosFault always = anyOfLostRows();
		return this.outcomes.exhausted(due,
				new Course(this.faults.draw(ChaosFaults.WITHOUT_EFFECT_ON_UPDATES, this.mostFaults), always));
	}

	private ChaosFault anyOfLostRows() {
		List<ChaosFault> choice = new ArrayList<>(ChaosFaults.OF_LOST_ROWS);
		choice.remove(ChaosFault.ANOTHER);
		return choice.get(this.random.nextInt(choice.size()));
	}

	private Course lookUps(int most) {
		return new Course(this.faults.draw(ChaosFaults.OF_LOOK_UPS, most), ChaosFault.NONE);
	}

}
