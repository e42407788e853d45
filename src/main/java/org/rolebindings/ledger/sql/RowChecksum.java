package org.rolebindings.ledger.sql;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Outcome;

/**
 * A count of rows and a sum of their hashes modulo 2^62, whatever their order. The hash
 * is FNV-1a (Fowler, Noll, Vo) over the hash codes of the values, which the Java API
 * specifies: a single changed character always changes it.
 */
public final class RowChecksum {

	/** 2^62: the sum of two hashes is then a BIGINT in any database. */
	static final long MODULUS = 1L << 62;

	private static final long FNV_OFFSET = 0xcbf29ce484222325L;

	private static final long FNV_PRIME = 0x100000001b3L;

	private static final int NO_VALUE = 0x5bd1e995;

	private long rows;

	private long sum;

	private long hash;

	long rows() {
		return this.rows;
	}

	long sum() {
		return this.sum;
	}

	/** Adds the values of a line of the file. */
	public void addStaged(long line, String carried, @Nullable String roleId, @Nullable String userId,
			@Nullable String resourceType, @Nullable String resourceId) {
		begin(line);
		mix(carried);
		mix(roleId);
		mix(userId);
		mix(resourceType);
		mix(resourceId);
		end();
	}

	/**
	 * Adds what a plan says is in place for a line, or what an undo is to take back.
	 * @param formerRoleId the role that is given back, or {@code null}
	 */
	public void addExpected(long line, String bindingId, String roleId, @Nullable String formerRoleId) {
		begin(line);
		mix(bindingId);
		mix(roleId);
		if (formerRoleId != null) {
			mix(formerRoleId);
		}
		end();
	}

	/** Adds the result of a line. */
	public void addDecided(DecidedRow row) {
		begin(row.line());
		mix(row.outcome());
		mix(row.duplicateOf());
		mix(row.errorCode());
		mix(row.httpStatus());
		mix(row.message());
		// The comparison with the account neither changes nor knows the attempts
		mix(row.outcome().equals(Outcome.UNCHANGED.name()) ? null : row.attempts());
		mix(row.bindingId());
		mix(row.previousRoleId());
		mix(row.requestId());
		end();
	}

	private void begin(long line) {
		this.hash = (FNV_OFFSET ^ line) * FNV_PRIME;
	}

	private void mix(@Nullable Object value) {
		int code = (value != null) ? value.hashCode() : NO_VALUE;
		this.hash = (this.hash ^ code) * FNV_PRIME;
	}

	private void end() {
		this.rows++;
		this.sum = (this.sum + (this.hash & (MODULUS - 1))) % MODULUS;
	}

}
