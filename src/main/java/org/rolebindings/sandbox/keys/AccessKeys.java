package org.rolebindings.sandbox.keys;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/** The keys that the sandbox knows, and what each of them may do. */
public final class AccessKeys {

	private static final String SCHEME = "Bearer ";

	/** {@code null} if any key may do everything. */
	private final @Nullable Map<String, KeyRights> rights;

	private AccessKeys(@Nullable Map<String, KeyRights> rights) {
		this.rights = rights;
	}

	/**
	 * Servers as they were before August 2026.
	 * @return any key may do everything
	 */
	public static AccessKeys any() {
		return new AccessKeys(null);
	}

	static AccessKeys of(Map<String, KeyRights> rights) {
		return new AccessKeys(Map.copyOf(rights));
	}

	public boolean takeAny() {
		return this.rights == null;
	}

	/**
	 * Finds what the key of a request may do.
	 * @param authorization the header of that name
	 * @return the rights, or {@code null} if there is no key or it is unknown
	 */
	public @Nullable KeyRights find(@Nullable String authorization) {
		if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
			return null;
		}
		String key = authorization.substring(SCHEME.length()).strip();
		if (key.isEmpty()) {
			return null;
		}
		return (this.rights != null) ? this.rights.get(key) : KeyRights.ALL;
	}

}
