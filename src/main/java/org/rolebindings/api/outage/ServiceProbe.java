package org.rolebindings.api.outage;

import java.util.concurrent.atomic.AtomicBoolean;

import org.rolebindings.api.ApiException;
import org.rolebindings.api.ForeignPage;
import org.rolebindings.api.RoleBindingsApi;
import org.rolebindings.stop.SendingStoppedException;

/**
 * Tells an outage from rows that always fail: if nobody gets a proper answer, the service
 * is asked for something that it has always answered.
 */
public final class ServiceProbe {

	private final RoleBindingsApi api;

	private final AnswerWatch watch;

	private final AtomicBoolean probing = new AtomicBoolean();

	public ServiceProbe(RoleBindingsApi api, AnswerWatch watch) {
		this.api = api;
		this.watch = watch;
	}

	/** How many proper answers there were so far. */
	public long properAnswers() {
		return this.watch.properAnswers();
	}

	/**
	 * Whether a failure is the row's own, so that it uses up an attempt. A page that
	 * somebody sends in place of the API is the row's own failure if creates or updates
	 * of other rows get through; a read that succeeds proves nothing then.
	 * @param failure no proper answer
	 * @param changesAnswered how many had a proper answer before the row left
	 * @throws SendingStoppedException if the run stops
	 */
	public boolean isTheRows(ApiException failure, long changesAnswered) {
		ForeignPage page = failure.page();
		return (page == null || page.isServerFailure()) ? serviceLives()
				: this.watch.changesAnswered() > changesAnswered;
	}

	/** How many creates and updates had a proper answer so far. */
	public long changesAnswered() {
		return this.watch.changesAnswered();
	}

	/**
	 * Whether the service answers at all, so that a failure is the row's. One sender asks
	 * if it is silent; the others take the silence for what it looks like.
	 * @throws SendingStoppedException if the run stops
	 */
	public boolean serviceLives() {
		if (this.watch.isSuspicious() && this.probing.compareAndSet(false, true)) {
			try {
				this.api.probe();
			}
			catch (ApiException ex) {
				// Then it is still silent.
			}
			finally {
				this.probing.set(false);
			}
		}
		return !this.watch.isSuspicious();
	}

}
