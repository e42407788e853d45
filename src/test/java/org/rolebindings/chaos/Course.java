package org.rolebindings.chaos;

import java.util.List;

/**
 * What happens to the requests of one kind about one thing, one after the other.
 *
 * @param first what happens to the first ones
 * @param then what happens to all others
 */
record Course(List<ChaosFault> first, ChaosFault then) {

	static final Course SMOOTH = new Course(List.of(), ChaosFault.NONE);

	/** One thing that happens, and then nothing more. */
	static Course of(ChaosFault first) {
		return new Course(List.of(first), ChaosFault.NONE);
	}

	/** What happens to the nth request, counted from 1. */
	ChaosFault at(int n) {
		return (n <= this.first.size()) ? this.first.get(n - 1) : this.then;
	}

	/** How many of the first ones may cost an attempt. */
	int cost() {
		return (int) this.first.stream().filter(ChaosFault::costsAnAttempt).count();
	}

	/** How many of the first ones cost an attempt, whatever happens elsewhere. */
	int sureCost() {
		int cost = 0;
		for (ChaosFault fault : this.first) {
			if (fault.surelyCostsAnAttempt()) {
				cost++;
			}
			else if (!fault.asksToWait()) {
				return cost;
			}
		}
		return cost;
	}

	@Override
	public String toString() {
		return this.first + ((this.then == ChaosFault.NONE) ? "" : " then " + this.then);
	}

}
