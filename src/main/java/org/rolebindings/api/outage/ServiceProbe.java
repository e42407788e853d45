package org.rolebindings.api.outage;

import java.util.concurrent.atomic.AtomicBoolean;

import org.rolebindings.api.ApiException;
import org.rolebindings.api.ForeignPage;
import org.rolebindings.api.RoleBindingsApi;
import org.rolebindings.stop.SendingStoppedException;

/**
 * Distinguishes an outage from rows that always fail. If there may be an outage, it sends
 * a request that a working service always answers.
 */
public final class ServiceProbe {

	private final RoleBindingsApi api;

	private final OutageDetector outageDetector;

	private final AtomicBoolean probing = new AtomicBoolean();

	/**
	 * Prepares to probe.
	 * @param api sends the probe
	 * @param outageDetector sees all answers
	 */
	public ServiceProbe(RoleBindingsApi api, OutageDetector outageDetector) {
		this.api = api;
		this.outageDetector = outageDetector;
	}

	/**
	 * Returns how many proper answers there were so far.
	 * @return the number, 0 or more
	 */
	public long properAnswers() {
		return this.outageDetector.properAnswers();
	}

	/**
	 * Returns whether a failure belongs to the row and not to an outage, so that it
	 * counts as an attempt. A foreign page belongs to the row if creates or updates of
	 * other rows succeed. A read that succeeds proves nothing then.
	 * @param failure a failure without a proper answer
	 * @param changesAnswered how many creates and updates had a proper answer before the
	 * row left
	 * @throws SendingStoppedException if the run stops
	 */
	public boolean isRowFailure(ApiException failure, long changesAnswered) {
		ForeignPage page = failure.page();
		return (page == null || page.isServerFailure()) ? isServiceUp()
				: this.outageDetector.changesAnswered() > changesAnswered;
	}

	/**
	 * Returns how many creates and updates had a proper answer so far.
	 * @return the number, 0 or more
	 */
	public long changesAnswered() {
		return this.outageDetector.changesAnswered();
	}

	/**
	 * Returns whether the service works. If there may be an outage, one sender sends a
	 * probe; meanwhile the service counts as down for the others.
	 * @throws SendingStoppedException if the run stops
	 */
	public boolean isServiceUp() {
		if (this.outageDetector.isOutageSuspected() && this.probing.compareAndSet(false, true)) {
			try {
				this.api.probe();
			}
			catch (ApiException ex) {
				// The outage is still suspected
			}
			finally {
				this.probing.set(false);
			}
		}
		return !this.outageDetector.isOutageSuspected();
	}

}
