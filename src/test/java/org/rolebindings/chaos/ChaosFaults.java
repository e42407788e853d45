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
final class ChaosFaults {

	/** What can happen to a create that will be carried out in the end. */
	static final Set<ChaosFault> OF_CREATES = EnumSet.complementOf(EnumSet.of(ChaosFault.GONE, ChaosFault.REPLACED,
			ChaosFault.SEEN_THEN_DELETED, ChaosFault.SEEN_THEN_REPLACED, ChaosFault.SEEN_THEN_CHANGED,
			ChaosFault.S429_WAIT_FOR_EVER, ChaosFault.R302, ChaosFault.R400, ChaosFault.R403, ChaosFault.R404,
			ChaosFault.R410, ChaosFault.R422, ChaosFault.R501));

	/** What can happen to an update that will be carried out in the end. */
	static final Set<ChaosFault> OF_UPDATES = without(OF_CREATES, ChaosFault.ANOTHER);

	/**
	 * What can happen to a deletion that will be carried out in the end. Its answer has
	 * no body that could be cut off or about another binding.
	 */
	static final Set<ChaosFault> OF_DELETES = without(OF_UPDATES, ChaosFault.PHANTOM, ChaosFault.ANOTHER_DONE,
			ChaosFault.CUT_OFF_DONE, ChaosFault.TRICKLING_DONE);

	/** What can happen to an update that gives a former role back. */
	static final Set<ChaosFault> OF_RESTORES = without(OF_UPDATES, ChaosFault.PHANTOM);

	/** What can happen to a request that must never be carried out. */
	static final Set<ChaosFault> WITHOUT_EFFECT = EnumSet.copyOf(OF_CREATES.stream()
		.filter((fault) -> fault.effect() == ChaosFault.Effect.NONE && fault != ChaosFault.PHANTOM)
		.toList());

	/** What can happen to an update that must never be carried out. */
	static final Set<ChaosFault> WITHOUT_EFFECT_ON_UPDATES = without(WITHOUT_EFFECT, ChaosFault.ANOTHER);

	/** What can happen to a look-up. */
	static final Set<ChaosFault> OF_LOOK_UPS = without(OF_UPDATES, ChaosFault.PHANTOM, ChaosFault.ANOTHER_DONE,
			ChaosFault.LATE_DONE_LATE);

	/**
	 * What can happen to the first request of all, from which the API is known by its
	 * face, and its clock by its date.
	 */
	static final Set<ChaosFault> OF_PREFLIGHTS = without(OF_LOOK_UPS, ChaosFault.GARBLED_DONE, ChaosFault.EMPTY_DONE,
			ChaosFault.NO_DATE, ChaosFault.PAGE_200, ChaosFault.PAGE_401, ChaosFault.PAGE_403, ChaosFault.PAGE_404,
			ChaosFault.PAGE_403_DONE);

	/** What can happen to each attempt until there are no more. */
	static final List<ChaosFault> OF_LOST_ROWS = List.of(ChaosFault.S500, ChaosFault.S502, ChaosFault.S503,
			ChaosFault.S504, ChaosFault.S408, ChaosFault.S425, ChaosFault.RESET, ChaosFault.CLOSED, ChaosFault.ANOTHER,
			ChaosFault.S503_WAIT_NOT);

	private static final int HARMLESS_AT_MOST = 2;

	private final SplittableRandom random;

	private int slow;

	private int pauses;

	private int throttles;

	/**
	 * Makes a source of faults.
	 * @param random where luck comes from
	 * @param slow how many answers may keep the client waiting until its time is up
	 * @param pauses how many answers may have all requests wait
	 * @param throttles how many more answers may make the client slower
	 */
	ChaosFaults(SplittableRandom random, int slow, int pauses, int throttles) {
		this.random = random;
		this.slow = slow;
		this.pauses = pauses;
		this.throttles = throttles;
	}

	/**
	 * Draws faults for the requests of one kind about one thing.
	 * @param possible what may happen
	 * @param most the most of them that cost an attempt
	 */
	List<ChaosFault> draw(Set<ChaosFault> possible, int most) {
		List<ChaosFault> choice = List.copyOf(possible);
		List<ChaosFault> drawn = new ArrayList<>();
		int costly = this.random.nextInt(3) == 0 ? 0 : this.random.nextInt(most + 1);
		int harmless = this.random.nextInt(HARMLESS_AT_MOST + 1);
		for (int tries = 0; tries < 50 && (costly > 0 || harmless > 0); tries++) {
			ChaosFault fault = choice.get(this.random.nextInt(choice.size()));
			boolean costs = fault.costsAnAttempt();
			// A second one may be taken for a conflict that the key may not see
			boolean again = fault == ChaosFault.PHANTOM && drawn.contains(fault);
			if (!again && (costs ? costly : harmless) > 0 && isAffordable(fault)) {
				drawn.add(fault);
				costly -= costs ? 1 : 0;
				harmless -= costs ? 0 : 1;
			}
		}
		return drawn;
	}

	private boolean isAffordable(ChaosFault fault) {
		if (fault.manner().isSlow()) {
			return this.slow-- > 0;
		}
		if (fault.closesTheGate()) {
			return this.pauses-- > 0;
		}
		return !fault.asksToWait() || this.throttles-- > 0;
	}

	private static Set<ChaosFault> without(Set<ChaosFault> faults, ChaosFault... unwanted) {
		Set<ChaosFault> rest = EnumSet.copyOf(faults);
		rest.removeAll(List.of(unwanted));
		return rest;
	}

}
