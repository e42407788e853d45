package org.rolebindings.api;

import java.time.Clock;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Watches as the application makes them. */
final class TestWatch {

	static final PatienceProperties PATIENCE = new PatienceProperties(Duration.ofMinutes(2), Duration.ofMinutes(15));

	private TestWatch() {
	}

	/** A gate without a ceiling, which backs off for no time. */
	static RequestGate gate(StopSwitch stop, LongSupplier nanoClock) {
		return new RequestGate(null, 16, new RetryRules(8, () -> 0), stop, nanoClock);
	}

	/** A probe that never finds it time to ask, because it hears of no request. */
	static ServiceProbe idleProbe(RoleBindingsApi api, StopSwitch stop) {
		RequestGate gate = gate(stop, System::nanoTime);
		return new ServiceProbe(api,
				new AnswerWatch(gate, new RequestMeter(), stop, PATIENCE, System::nanoTime, Clock.systemUTC()));
	}

}
