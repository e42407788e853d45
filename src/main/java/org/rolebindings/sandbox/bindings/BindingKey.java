package org.rolebindings.sandbox.bindings;

import java.util.Arrays;

import org.rolebindings.binding.Id;

/**
 * The user and the resource of a binding; there is at most one binding of each. Keys are
 * ordered by the hashes of their ids, so that the keys of a user are neighbours, and few
 * comparisons have to decode an id. Ids can be equal without being spelled alike.
 */
public class BindingKey implements Comparable<BindingKey> {

	private final String user;

	private final String resource;

	private final int userHash;

	private final int resourceHash;

	public BindingKey(Id user, Id resource) {
		this(user.text(), user.hashCode(), resource.text(), resource.hashCode());
	}

	BindingKey(Id user, Id resource, TextPool pool) {
		this(pool.share(user.text()), user.hashCode(), pool.share(resource.text()), resource.hashCode());
	}

	BindingKey(BindingKey other) {
		this(other.user, other.userHash, other.resource, other.resourceHash);
	}

	private BindingKey(String user, int userHash, String resource, int resourceHash) {
		this.user = user;
		this.userHash = userHash;
		this.resource = resource;
		this.resourceHash = resourceHash;
	}

	/**
	 * A key that sorts before all keys of a user.
	 * @param user the user
	 * @return a key that no binding has
	 */
	static BindingKey before(Id user) {
		return new BindingKey(user.text(), user.hashCode(), "", Integer.MIN_VALUE);
	}

	String user() {
		return this.user;
	}

	String resource() {
		return this.resource;
	}

	boolean isOf(Id user) {
		return compare(this.userHash, this.user, user.hashCode(), user.text()) == 0;
	}

	@Override
	public int compareTo(BindingKey other) {
		int order = compare(this.userHash, this.user, other.userHash, other.user);
		return (order != 0) ? order : compare(this.resourceHash, this.resource, other.resourceHash, other.resource);
	}

	private static int compare(int hash, String text, int otherHash, String otherText) {
		if (hash != otherHash) {
			return Integer.compare(hash, otherHash);
		}
		return text.equals(otherText) ? 0 : Arrays.compare(identity(text), identity(otherText));
	}

	private static byte[] identity(String text) {
		return Id.parse(text).map(Id::identity).orElse(new byte[0]);
	}

}
