package org.rolebindings.chaos;

import org.jspecify.annotations.Nullable;

/**
 * What happens to each request. It depends on what the request is about and on how many
 * such there were before, and so not on the order in which requests arrive.
 */
interface Script {

	/** The fault of the nth create of a binding, counted from 1. */
	ChaosFault create(Target target, int n);

	/** The fault of the nth update of a binding. */
	default ChaosFault update(Target target, int n) {
		return ChaosFault.NONE;
	}

	/** The fault of the nth deletion of a binding. */
	default ChaosFault delete(Target target, int n) {
		return ChaosFault.NONE;
	}

	/** The fault of the nth page of a user's bindings. */
	default ChaosFault lookUp(String user, int n) {
		return ChaosFault.NONE;
	}

	/** The fault of the nth listing that names no user. */
	default ChaosFault preflight(int n) {
		return ChaosFault.NONE;
	}

	/** What is wrong with a request that is to change something, or {@code null}. */
	default @Nullable String objectionTo(ChaosRequest request) {
		return null;
	}

	/** A script that has one fault for every create. */
	static Script forCreates(ChaosFault fault) {
		return (target, n) -> fault;
	}

}
