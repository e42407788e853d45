package org.rolebindings.listing;

import org.rolebindings.api.ApiException;
import org.rolebindings.api.Page;
import org.rolebindings.api.PageIterator;
import org.rolebindings.api.RetryRules;
import org.rolebindings.api.outage.OutageDetector;
import org.rolebindings.api.outage.ServiceProbe;
import org.rolebindings.stop.SendingStoppedException;
import org.rolebindings.stop.StopSwitch;

/**
 * The pages of a listing, each with as many attempts as a row has.
 *
 * @param <P> the type of the pages
 */
public final class RetriedPages<P extends Page> {

	private final PageIterator<P> pages;

	private final RetryRules rules;

	private final ServiceProbe probe;

	private final StopSwitch stop;

	private final int maxThrottled;

	/**
	 * Begins at the first page.
	 * @param pages fetches the pages
	 * @param rules how often and when to try again
	 * @param probe finds out whether the service works
	 * @param stop ends the listing
	 * @param maxThrottled a page is given up after so many answers that ask the client to
	 * wait
	 */
	RetriedPages(PageIterator<P> pages, RetryRules rules, ServiceProbe probe, StopSwitch stop, int maxThrottled) {
		this.pages = pages;
		this.rules = rules;
		this.probe = probe;
		this.stop = stop;
		this.maxThrottled = maxThrottled;
	}

	/**
	 * Returns whether there is another page.
	 * @return {@code true} at first, and as long as the last page says so
	 */
	public boolean hasNext() {
		return this.pages.hasNext();
	}

	/**
	 * Fetches the next page.
	 * @return the page, from an answer of at most 4 MiB
	 * @throws ListingRefusedException if the server refuses the page, or the attempts run
	 * out
	 * @throws SendingStoppedException if the run stops
	 */
	public P next() {
		if (this.pages.isBroken()) {
			throw new ListingRefusedException("the pages of the listing do not follow one another", 0);
		}
		RetryRules.Attempts attempts = this.rules.begin();
		int throttled = 0;
		while (true) {
			try {
				return this.pages.next();
			}
			catch (ApiException ex) {
				throttled += ex.asksToWait() ? 1 : 0;
				if (!canRetryAfter(ex, attempts) || throttled == this.maxThrottled) {
					throw new ListingRefusedException(OutageDetector.describe(ex), ex.status());
				}
				if (!ex.asksToWait()) {
					this.stop.pause(attempts.nextDelay());
				}
			}
		}
	}

	/**
	 * Counts a failure. As with rows, a failure in an outage does not count as an
	 * attempt.
	 */
	private boolean canRetryAfter(ApiException failure, RetryRules.Attempts attempts) {
		if (this.stop.isStopRequested()) {
			throw new SendingStoppedException();
		}
		if (failure.asksToWait()) {
			return true;
		}
		if (!failure.isRetryable()) {
			return false;
		}
		boolean counts = failure.isProperAnswer() || this.probe.isServiceUp();
		return !counts || attempts.canRetryAfter(failure);
	}

}
