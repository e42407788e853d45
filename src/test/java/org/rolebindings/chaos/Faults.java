package org.rolebindings.chaos;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Draws faults, never more of those that take long than a run may have, so that a run
 * ends in bounded time.
 */
final class Faults {

	/** What can happen to a create that will be carried out in the end. */
	static final Set<Fault> OF_CREATES = EnumSet.complementOf(EnumSet.of(Fault.GONE, Fault.S429_WAIT_FOR_EVER,
			Fault.R302, Fault.R400, Fault.R403, Fault.R404, Fault.R410, Fault.R422, Fault.R501));

	/** What can happen to an update that will be carried out in the end. */
	static final Set<Fault> OF_UPDATES = without(OF_CREATES, Fault.ANOTHER);

	/** What can happen to a request that must never be carried out. */
	static final Set<Fault> WITHOUT_EFFECT = EnumSet.copyOf(OF_CREATES.stream()
		.filter((fault) -> fault.effect() == Fault.Effect.NONE && fault != Fault.PHANTOM)
		.toList());

	/** What can happen to an update that must never be carried out. */
	static final Set<Fault> WITHOUT_EFFECT_ON_UPDATES = without(WITHOUT_EFFECT, Fault.ANOTHER);

	/** What can happen to a look-up. */
	static final Set<Fault> OF_LOOK_UPS = without(OF_UPDATES, Fault.PHANTOM, Fault.ANOTHER_DONE, Fault.LATE_DONE_LATE);

	/**
	 * What can happen to the first request of all, from which the API is known by its
	 * face, and its clock by its date.
	 */
	static final Set<Fault> OF_PREFLIGHTS = without(OF_LOOK_UPS, Fault.GARBLED_DONE, Fault.EMPTY_DONE, Fault.NO_DATE,
			Fault.PAGE_200, Fault.PAGE_401, Fault.PAGE_403, Fault.PAGE_404, Fault.PAGE_403_DONE);

	/** What can happen to each attempt until there are no more. */
	static final List<Fault> OF_LOST_ROWS = List.of(Fault.S500, Fault.S502, Fault.S503, Fault.S504, Fault.S408,
			Fault.S425, Fault.RESET, Fault.CLOSED, Fault.ANOTHER, Fault.S503_WAIT_NOT);

	private static final int HARMLESS_AT_MOST = 2;

	private final SplittableRandom random;

	private int slow;

	private int pauses;

	private int throttles = 10;

	/**
	 * Makes a source of faults.
	 * @param random where luck comes from
	 * @param slow how many answers may keep the client waiting until its time is up
	 * @param pauses how many answers may have all requests wait
	 */
	Faults(SplittableRandom random, int slow, int pauses) {
		this.random = random;
		this.slow = slow;
		this.pauses = pauses;
	}

	/**
	 * Draws faults for the requests of one kind about one thing.
	 * @param possible what may happen
	 * @param most the most of them that cost an attempt
	 */
	List<Fault> draw(Set<Fault> possible, int most) {
		List<Fault> choice = List.copyOf(possible);
		List<Fault> drawn = new ArrayList<>();
		int costly = this.random.nextInt(3) == 0 ? 0 : this.random.nextInt(most + 1);
		int harmless = this.random.nextInt(HARMLESS_AT_MOST + 1);
		for (int tries = 0; tries < 50 && (costly > 0 || harmless > 0); tries++) {
			Fault fault = choice.get(this.random.nextInt(choice.size()));
			boolean costs = fault.costsAnAttempt();
			// A second one may be taken for a conflict that the key may not see
			boolean again = fault == Fault.PHANTOM && drawn.contains(fault);
			if (!again && (costs ? costly : harmless) > 0 && isAffordable(fault)) {
				drawn.add(fault);
				costly -= costs ? 1 : 0;
				harmless -= costs ? 0 : 1;
			}
		}
		return drawn;
	}

	private boolean isAffordable(Fault fault) {
		if (fault.manner().isSlow()) {
			return this.slow-- > 0;
		}
		if (fault.closesTheGate()) {
			return this.pauses-- > 0;
		}
		return !fault.asksToWait() || this.throttles-- > 0;
	}

	private static Set<Fault> without(Set<Fault> faults, Fault... unwanted) {
		Set<Fault> rest = EnumSet.copyOf(faults);
		rest.removeAll(List.of(unwanted));
		return rest;
	}

}
