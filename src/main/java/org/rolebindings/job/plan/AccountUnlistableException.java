package org.rolebindings.job.plan;

import java.net.URI;

import org.rolebindings.listing.ListingRefusedException;

/**
 * What is in the account cannot be listed, so there is no plan or export. The message
 * says why, and what to do.
 */
public final class AccountUnlistableException extends RuntimeException {

	private final boolean forbidden;

	/**
	 * Says that the role bindings cannot be listed.
	 * @param target the address of the API
	 * @param refusal why
	 */
	public AccountUnlistableException(URI target, ListingRefusedException refusal) {
		this(target, "role bindings", "ROLE_BINDING_READ", refusal);
	}

	/**
	 * Says that a list cannot be read.
	 * @param target the address of the API
	 * @param what what it lists, in the plural
	 * @param right the right that reads it
	 * @param refusal why it cannot be read
	 */
	public AccountUnlistableException(URI target, String what, String right, ListingRefusedException refusal) {
		super("The " + what + " of " + target + " cannot be listed (" + refusal.getMessage() + "). "
				+ (refusal.isForbidden() ? "The key needs " + right + " for that."
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
