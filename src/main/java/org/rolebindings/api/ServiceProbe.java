package org.rolebindings.api;

import java.util.concurrent.atomic.AtomicBoolean;

import org.rolebindings.binding.ResourceType;

/**
 * Tells an outage from rows that always fail while nothing else is asked: when the
 * service has been silent for long, it is asked for something that it has always got.
 */
final class ServiceProbe {

	private final RoleBindingsApi api;

	private final AnswerWatch watch;

	private final AtomicBoolean probing = new AtomicBoolean();

	ServiceProbe(RoleBindingsApi api, AnswerWatch watch) {
		this.api = api;
		this.watch = watch;
	}

	/**
	 * Asks, if it is time for that. What comes of it is heard by those who watch the
	 * service.
	 */
	void afterSilence() {
		if (this.watch.isLongSilent() && this.probing.compareAndSet(false, true)) {
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
	}

}
