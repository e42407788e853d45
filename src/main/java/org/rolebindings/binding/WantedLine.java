package org.rolebindings.binding;

/**
 * A valid line, reduced to the identities of its ids. They show whether the line repeats
 * another one, even in another spelling.
 *
 * @param line the line on which the row begins
 * @param slot the identities of the user and the resource; a user has at most one role on
 * a resource
 * @param role the identity of the role
 */
@SuppressWarnings("ArrayRecordComponent") // compared by what sorts it
public record WantedLine(long line, byte[] slot, byte[] role) {

	/**
	 * Reduces a line.
	 * @param line the line on which the row begins
	 * @param binding what the row asks for
	 * @return the reduced line
	 */
	public static WantedLine of(long line, Binding binding) {
		byte[] user = binding.userId().bytes();
		byte[] resource = binding.resourceId().bytes();
		byte[] slot = new byte[Integer.BYTES + user.length + resource.length];
		slot[0] = (byte) (user.length >>> 24);
		slot[1] = (byte) (user.length >>> 16);
		slot[2] = (byte) (user.length >>> 8);
		slot[3] = (byte) user.length;
		System.arraycopy(user, 0, slot, Integer.BYTES, user.length);
		System.arraycopy(resource, 0, slot, Integer.BYTES + user.length, resource.length);
		return new WantedLine(line, slot, binding.roleId().bytes());
	}

}
