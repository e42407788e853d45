package org.rolebindings.listing;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.ApiException;
import org.rolebindings.api.PageIterator;
import org.rolebindings.api.RetryRules;
import org.rolebindings.api.RoleBindingPage;
import org.rolebindings.api.RoleBindingsApi;
import org.rolebindings.api.outage.OutageDetector;
import org.rolebindings.api.outage.ServiceProbe;
import org.rolebindings.binding.Id;
import org.rolebindings.binding.ResourceType;
import org.rolebindings.stop.SendingStoppedException;
import org.rolebindings.stop.StopSwitch;

/**
 * Lists what is in the account. Every page is a request like any other: it goes through
 * the gate, and what its answers say about a dead key, a pause or an outage holds for the
 * whole run. But nothing depends on it, so it is given up if it is refused.
 */
public final class AccountListing {

	/** A listing that has a limit of its own must not hold up the run. */
	private static final int MAX_THROTTLED = 8;

	private final RoleBindingsApi api;

	private final RetryRules rules;

	private final OutageDetector outageDetector;

	private final ServiceProbe probe;

	private final StopSwitch stop;

	private final int concurrency;

	AccountListing(RoleBindingsApi api, RetryRules rules, OutageDetector outageDetector, StopSwitch stop,
			int concurrency) {
		this.api = api;
		this.rules = rules;
		this.outageDetector = outageDetector;
		this.probe = new ServiceProbe(api, outageDetector);
		this.stop = stop;
		this.concurrency = concurrency;
	}

	/** Begins to list; what was not answered before does not count as silence. */
	public void begin() {
		this.outageDetector.reset();
	}

	/**
	 * How many listings may be asked for at a time.
	 * @return {@code --concurrency}
	 */
	public int concurrency() {
		return this.concurrency;
	}

	/**
	 * Lists bindings, page by page.
	 * @param type the type of the resources
	 * @param user only this user's bindings, or {@code null} for all
	 * @return the pages, for one thread at a time; nothing has been sent yet
	 */
	public Pages pages(ResourceType type, @Nullable Id user) {
		return new Pages(type, user);
	}

	/** The pages of one listing. */
	public final class Pages {

		private final ResourceType type;

		private final PageIterator pages;

		private Pages(ResourceType type, @Nullable Id user) {
			this.type = type;
			this.pages = new PageIterator(AccountListing.this.api, type, user);
		}

		/**
		 * Whether there is another page.
		 * @return {@code true} at first, and as long as the last page said so
		 */
		public boolean hasNext() {
			return this.pages.hasNext();
		}

		/**
		 * Fetches the next page, with as many attempts as a row has.
		 * @return its bindings, at most 4 MiB of them
		 * @throws ListingRefusedException if the server refuses such a page
		 * @throws SendingStoppedException if the run stops
		 */
		public List<ListedBinding> next() {
			if (this.pages.isBroken()) {
				throw new ListingRefusedException("the pages of the listing do not follow one another");
			}
			return fetch().roleBindings()
				.stream()
				.map((listed) -> ListedBinding.of(listed, this.type))
				.flatMap(Optional::stream)
				.toList();
		}

		private RoleBindingPage fetch() {
			RetryRules.Attempts attempts = AccountListing.this.rules.begin();
			int throttled = 0;
			while (true) {
				try {
					return this.pages.next();
				}
				catch (ApiException ex) {
					throttled += ex.asksToWait() ? 1 : 0;
					if (!canRetryAfter(ex, attempts) || throttled == MAX_THROTTLED) {
						throw new ListingRefusedException(OutageDetector.describe(ex));
					}
					if (!ex.asksToWait()) {
						AccountListing.this.stop.pause(attempts.nextDelay());
					}
				}
			}
		}

		/** An outage uses up no attempts, as with rows. */
		private boolean canRetryAfter(ApiException failure, RetryRules.Attempts attempts) {
			if (AccountListing.this.stop.isThrown()) {
				throw new SendingStoppedException();
			}
			if (failure.asksToWait()) {
				return true;
			}
			if (!failure.isRetryable()) {
				return false;
			}
			boolean counts = failure.isProperAnswer() || AccountListing.this.probe.isServiceUp();
			return !counts || attempts.canRetryAfter(failure);
		}

	}

}
