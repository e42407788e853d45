package org.rolebindings.job.undo;

import org.rolebindings.binding.RunKind;

/**
 * What a run is about to take back, before anything is sent.
 *
 * @param kind UNDO or REVOKE
 * @param subject the run or the file, for a person
 * @param target the normalised base URL
 * @param deleted how many bindings are to be deleted; for a revoke the rows of the file
 * @param restored how many bindings get their former role back
 * @param inDoubt how many rows the undone run has left in doubt
 */
public record RemovalOffer(RunKind kind, String subject, String target, long deleted, long restored, long inDoubt) {

	/** Returns whether nothing is to be taken back. */
	boolean isEmpty() {
		return this.deleted + this.restored + this.inDoubt == 0;
	}

}
