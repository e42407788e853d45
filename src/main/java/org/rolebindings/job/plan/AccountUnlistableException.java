package org.rolebindings.job.plan;

import java.net.URI;

import org.rolebindings.listing.ListingRefusedException;

/**
 * What is in the account cannot be listed, so there is no plan. The message says why, and
 * what to do.
 */
public final class AccountUnlistableException extends RuntimeException {

	private final boolean forbidden;

	AccountUnlistableException(URI target, ListingRefusedException refusal) {
		super("The role bindings of " + target + " cannot be listed (" + refusal.getMessage() + "). "
				+ (refusal.isForbidden() ? "The key needs ROLE_BINDING_READ for that."
						: "Try again later; nothing was changed."),
				refusal);
		this.forbidden = refusal.isForbidden();
	}

	/**
	 * Returns whether the key lacks a right, so that the same command would fail again.
	 */
	public boolean isForbidden() {
		return this.forbidden;
	}

}
