package org.rolebindings.job.run;

import java.time.Duration;

import org.rolebindings.api.SendingRight;
import org.rolebindings.stop.StopSwitch;
import org.rolebindings.store.StateHold;

/**
 * Holds the runs of the account that a command goes to, from its beginning to its end.
 */
public final class TargetHold implements SendingRight {

	private final StateHold hold;

	private final String target;

	private final Duration longestExchange;

	private final StopSwitch stop;

	TargetHold(StateHold hold, String target, Duration longestExchange, StopSwitch stop) {
		this.hold = hold;
		this.target = target;
		this.longestExchange = longestExchange;
		this.stop = stop;
	}

	/**
	 * Takes the right to work on them.
	 * @throws org.rolebindings.store.StateInUseException if another process has it
	 * @throws NothingStartedException if the command stops while it waits for that
	 * process
	 */
	public void take() {
		if (!this.hold.hold(this.target, this.longestExchange, this.stop::isStopRequested)) {
			throw new NothingStartedException(this.stop.reason().orElseThrow());
		}
	}

	/**
	 * Returns the account.
	 * @return its normalised base URL
	 */
	public String target() {
		return this.target;
	}

	@Override
	public void require(boolean changesExisting) {
		this.hold.requireFor(changesExisting);
	}

}
