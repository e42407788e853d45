package org.rolebindings.listing;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.PageIterator;
import org.rolebindings.api.RetryRules;
import org.rolebindings.api.RoleBinding;
import org.rolebindings.api.RoleBindingPage;
import org.rolebindings.api.RoleBindingsApi;
import org.rolebindings.api.outage.OutageDetector;
import org.rolebindings.api.outage.ServiceProbe;
import org.rolebindings.binding.Id;
import org.rolebindings.binding.ResourceType;
import org.rolebindings.stop.SendingStoppedException;
import org.rolebindings.stop.StopSwitch;

/**
 * Lists the bindings of the account. The requests pass the gate and the outage detector
 * like all others, so an invalid key, a pause or an outage stops the whole run. But the
 * run can do without a listing, so the listing ends if the server refuses it.
 */
public final class AccountListing {

	/**
	 * The listing of a page ends after so many answers that ask the client to wait. The
	 * server may have a separate limit for listings, which must not delay the run.
	 */
	private static final int MAX_THROTTLED = 8;

	private final RoleBindingsApi api;

	private final RetryRules rules;

	private final OutageDetector outageDetector;

	private final ServiceProbe probe;

	private final StopSwitch stop;

	private final int concurrency;

	private final int maxThrottled;

	AccountListing(RoleBindingsApi api, RetryRules rules, OutageDetector outageDetector, StopSwitch stop,
			int concurrency) {
		this(api, rules, outageDetector, stop, concurrency, MAX_THROTTLED);
	}

	private AccountListing(RoleBindingsApi api, RetryRules rules, OutageDetector outageDetector, StopSwitch stop,
			int concurrency, int maxThrottled) {
		this.api = api;
		this.rules = rules;
		this.outageDetector = outageDetector;
		this.probe = new ServiceProbe(api, outageDetector);
		this.stop = stop;
		this.concurrency = concurrency;
		this.maxThrottled = maxThrottled;
	}

	/**
	 * Returns the same listing for a command that cannot do without it: the listing waits
	 * as often as the server asks for it.
	 */
	public AccountListing patient() {
		return new AccountListing(this.api, this.rules, this.outageDetector, this.stop, this.concurrency,
				Integer.MAX_VALUE);
	}

	/**
	 * Begins to list. Unanswered requests of an earlier step do not count for an outage.
	 */
	public void begin() {
		this.outageDetector.reset();
	}

	/**
	 * Returns how many listings may run at the same time.
	 * @return {@code --concurrency}
	 */
	public int concurrency() {
		return this.concurrency;
	}

	/**
	 * Lists bindings, page by page.
	 * @param type the type of the resources
	 * @param user only this user's bindings, or {@code null} for all
	 * @return the pages, for one thread at a time; no request is sent yet
	 */
	public Pages pages(ResourceType type, @Nullable Id user) {
		return new Pages(type, user);
	}

	/** The pages of one listing. */
	public final class Pages {

		private final ResourceType type;

		private final RetriedPages<RoleBindingPage> pages;

		private Pages(ResourceType type, @Nullable Id user) {
			this.type = type;
			this.pages = new RetriedPages<>(PageIterator.ofBindings(AccountListing.this.api, type, user),
					AccountListing.this.rules, AccountListing.this.probe, AccountListing.this.stop,
					AccountListing.this.maxThrottled);
		}

		/**
		 * Returns whether there is another page.
		 * @return {@code true} at first, and as long as the last page says so
		 */
		public boolean hasNext() {
			return this.pages.hasNext();
		}

		/**
		 * Fetches the next page, with as many attempts as a row has.
		 * @return the bindings of the page, from an answer of at most 4 MiB
		 * @throws ListingRefusedException if the server refuses the page, or the attempts
		 * run out
		 * @throws SendingStoppedException if the run stops
		 */
		public List<ListedBinding> next() {
			return nextAsListed().stream()
				.map((listed) -> ListedBinding.of(listed, this.type))
				.flatMap(Optional::stream)
				.toList();
		}

		/**
		 * Fetches the next page like {@link #next()}.
		 * @return the bindings as the server lists them, also those for which no row can
		 * ask
		 */
		public List<RoleBinding> nextAsListed() {
			return this.pages.next().roleBindings();
		}

	}

}
