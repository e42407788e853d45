package org.rolebindings.ledger;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Forces what was committed to the disk. H2 hands a commit to the operating system, which
 * survives the death of the process but not a loss of power; {@code CHECKPOINT SYNC}
 * survives both.
 */
public final class Durability {

	private final JdbcTemplate jdbc;

	Durability(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
	}

	/** Returns when all that was committed before is on the disk. */
	public void force() {
		this.jdbc.execute("CHECKPOINT SYNC");
	}

}
