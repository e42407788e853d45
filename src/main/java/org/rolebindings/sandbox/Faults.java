package org.rolebindings.sandbox;

import java.util.Random;

/**
 * Decides which requests meet a fault. The seed is constant, so sequential requests meet
 * the same faults in every run.
 */
final class Faults {

	private static final long SEED = 20260101;

	private final double lostAnswers;

	private final double errors;

	private final Random random = new Random(SEED);

	Faults(SandboxProperties properties) {
		this.lostAnswers = properties.sandboxLostAnswers();
		this.errors = properties.sandboxErrors();
	}

	/**
	 * Decides on one request.
	 * @return its fault, {@link Fault#NONE} if nothing goes wrong
	 */
	synchronized Fault next() {
		double drawn = this.random.nextDouble();
		if (drawn < this.lostAnswers) {
			return Fault.LOST_ANSWER;
		}
		if (drawn < this.lostAnswers + this.errors) {
			return Fault.ERRORS.get(this.random.nextInt(Fault.ERRORS.size()));
		}
		return Fault.NONE;
	}

}
