package org.rolebindings.api;

import java.util.concurrent.atomic.AtomicBoolean;

import org.rolebindings.binding.ResourceType;

/**
 * Tells an outage from rows that always fail: when nobody has had a proper answer for
 * some seconds, the service is asked for something that it has always got.
 */
final class ServiceProbe {

	private final RoleBindingsApi api;

	private final AnswerWatch watch;

	private final AtomicBoolean probing = new AtomicBoolean();

	ServiceProbe(RoleBindingsApi api, AnswerWatch watch) {
		this.api = api;
		this.watch = watch;
	}

	/** How many proper answers there were so far. */
	long properAnswers() {
		return this.watch.properAnswers();
	}

	/**
	 * Whether the service answers at all, so that a failure is the row's. One sender asks
	 * where it is silent; the others take the silence for what it looks like.
	 * @throws SendingStoppedException if the run stops
	 */
	boolean serviceLives() {
		if (this.watch.isSilent() && this.probing.compareAndSet(false, true)) {
			try {
				RoleBindingPage unused = this.api.list(ResourceType.SPACE, null, 1, null);
			}
			catch (ApiException ex) {
				// Then it is still silent.
			}
			finally {
				this.probing.set(false);
			}
		}
		return !this.watch.isSilent();
	}

}
