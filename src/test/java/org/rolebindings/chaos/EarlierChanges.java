package org.rolebindings.chaos;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What somebody does to bindings between the import and the command that takes them back.
 */
final class EarlierChanges {

	private static final String STRANGER = "Usr778";

	private final SplittableRandom random;

	private final ChaosAccount account;

	private final Instant longAgo;

	private final RemovalOutcomes outcomes;

	private final List<Target> others = new ArrayList<>();

	/**
	 * Begins with a binding on a resource of its own: an undo or a revoke changes nothing
	 * if the key sees no binding at all.
	 * @param longAgo when somebody has made bindings
	 */
	EarlierChanges(SplittableRandom random, ChaosAccount account, Instant longAgo, RemovalOutcomes outcomes) {
		this.random = random;
		this.account = account;
		this.longAgo = longAgo;
		this.outcomes = outcomes;
		addStranger(new Target(STRANGER, "SPACE", "Spa778"));
	}

	/** Lets the key see a binding on the resource of another one. */
	void addStranger(Target target) {
		Target other = new Target(STRANGER, target.type(), target.resource());
		Held unused = this.account.put(other, ChaosScenario.OTHERS_ROLE, this.longAgo);
		this.others.add(other);
	}

	/** The bindings that somebody has made on other resources or for other users. */
	List<Target> others() {
		return List.copyOf(this.others);
	}

	/** Changes a binding, and says what must become of it then. */
	Wish draw(DueBinding due, Course lookUps) {
		int luck = this.random.nextInt(22);
		if (luck < 7) {
			Held unused = this.account.update(due.held().id(), OtherClient.ROLE);
			return this.outcomes.changedSince(due, lookUps, Course.SMOOTH, due.having(OtherClient.ROLE));
		}
		if (luck < 12 && due.formerRole() != null) {
			Held unused = this.account.update(due.held().id(), due.formerRole());
			return this.outcomes.unchanged(due, lookUps);
		}
		boolean unused = this.account.delete(due.held().id());
		if (luck < 17) {
			return replaced(due, lookUps);
		}
		if (luck < 19) {
			return this.outcomes.failed(due, lookUps, Course.SMOOTH, "NOT_VISIBLE", "", "sees no binding",
					due.having(null));
		}
		addStranger(due.target());
		return this.outcomes.gone(due, lookUps, Course.SMOOTH);
	}

	/** A revoke asks for any binding with the role. */
	private Wish replaced(DueBinding due, Course lookUps) {
		Held anew = this.account.put(due.target(), due.held().role(), this.longAgo);
		return due.ofAnybody() ? this.outcomes.takenBack(new DueBinding(anew, null, true), lookUps, Course.SMOOTH)
				: this.outcomes.changedSince(due, lookUps, Course.SMOOTH, due.left());
	}

}
