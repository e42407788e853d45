package org.rolebindings.binding;

import org.jspecify.annotations.Nullable;

/**
 * What a plan says is in place for a row.
 *
 * @param binding the user's binding on the resource, or {@code null} if the plan saw none
 */
public record Expectation(@Nullable ExistingBinding binding) {

	/** The plan saw no binding. */
	public static final Expectation NOTHING = new Expectation(null);

	/**
	 * Returns whether things are as the plan says.
	 * @param found the user's binding on the resource, or {@code null} if this key sees
	 * none
	 * @return {@code true} if binding and role are the same, even in another spelling
	 */
	public boolean isMetBy(@Nullable ExistingBinding found) {
		return (this.binding == null || found == null) ? this.binding == found : this.binding.isSameAs(found);
	}

}
