package org.rolebindings.cli;

/** The program's way in. */
public final class RoleBindings {

	private RoleBindings() {
	}

	/**
	 * Runs one command.
	 * @param args the command line
	 */
	public static void main(String[] args) {
		System.exit(0);
	}

}
