package org.rolebindings.api.outage;

import java.time.Clock;
import java.time.Duration;
import java.util.function.LongSupplier;

import org.rolebindings.api.RetryRules;
import org.rolebindings.api.RoleBindingsApi;
import org.rolebindings.api.pace.RequestGate;
import org.rolebindings.api.pace.RequestMeter;
import org.rolebindings.stop.StopSwitch;

/** Makes outage detectors as the application does. */
public final class TestOutageDetector {

	public static final OutageProperties PROPERTIES = new OutageProperties(Duration.ofMinutes(2),
			Duration.ofMinutes(15));

	private TestOutageDetector() {
	}

	/** A gate without a ceiling, which backs off for no time. */
	public static RequestGate gate(StopSwitch stop, LongSupplier nanoClock) {
		return new RequestGate(null, 16, new RetryRules(8, () -> 0), stop, nanoClock);
	}

	/** A probe that never finds it time to ask, because it hears of no request. */
	public static ServiceProbe idleProbe(RoleBindingsApi api, StopSwitch stop) {
		RequestGate gate = gate(stop, System::nanoTime);
		return new ServiceProbe(api,
				new OutageDetector(gate, new RequestMeter(), stop, PROPERTIES, System::nanoTime, Clock.systemUTC()));
	}

}
