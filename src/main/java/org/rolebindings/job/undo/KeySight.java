package org.rolebindings.job.undo;

import java.time.Instant;
import java.util.stream.Stream;

import org.rolebindings.api.outage.ApiPreflight;
import org.rolebindings.binding.ResourceType;
import org.rolebindings.job.plan.AccountUnlistableException;
import org.rolebindings.job.progress.ImportProgress;
import org.rolebindings.job.run.NothingStartedException;
import org.rolebindings.ledger.RemovalLedger;
import org.rolebindings.ledger.RunLedger;
import org.rolebindings.ledger.run.RunIdentity;
import org.rolebindings.listing.AccountListing;
import org.rolebindings.listing.ListingRefusedException;
import org.rolebindings.stop.SendingStoppedException;
import org.rolebindings.stop.StopSwitch;

/** Looks whether the API answers, and whether the key sees any binding at all. */
final class KeySight {

	private final ApiPreflight preflight;

	private final AccountListing listing;

	private final RunLedger runs;

	private final RemovalLedger removals;

	private final ImportProgress progress;

	private final StopSwitch stop;

	KeySight(ApiPreflight preflight, AccountListing listing, RunLedger runs, RemovalLedger removals,
			ImportProgress progress, StopSwitch stop) {
		this.preflight = preflight;
		this.listing = listing.patient();
		this.runs = runs;
		this.removals = removals;
		this.progress = progress;
		this.stop = stop;
	}

	/**
	 * Looks.
	 * @param identity the run that is about to start
	 * @throws NothingVisibleException if the key sees no binding
	 * @throws org.rolebindings.api.outage.NotTheApiException if what answers is not the
	 * API
	 * @throws AccountUnlistableException if the account cannot be listed
	 * @throws NothingStartedException if the command stops meanwhile
	 */
	void require(RunIdentity identity) {
		String target = identity.target();
		try {
			this.preflight.check(() -> this.runs.hasRunOn(target), (heard) -> this.progress
				.note("No proper answer from " + target + " yet (" + heard + "); trying again."));
			if (!mayBeEmpty(identity) && Stream.of(ResourceType.values()).noneMatch(this::seesAny)) {
				throw new NothingVisibleException(target);
			}
		}
		catch (ListingRefusedException ex) {
			throw new AccountUnlistableException(this.preflight.target(), ex);
		}
		catch (SendingStoppedException ex) {
			throw new NothingStartedException(this.stop.reason().orElseThrow());
		}
	}

	/**
	 * Returns whether runs of this state may have emptied the account. What a run made
	 * that is not taken back yet is still there, unless somebody else has deleted it.
	 */
	private boolean mayBeEmpty(RunIdentity identity) {
		return isUnfinished(identity)
				|| (identity.task().undone() == null && this.removals.hasDeletedOn(identity.target()));
	}

	/** Returns whether the newest run on the target is this one, and unfinished. */
	boolean isUnfinished(RunIdentity identity) {
		return this.runs.toResume(identity, Instant.EPOCH).isPresent();
	}

	private boolean seesAny(ResourceType type) {
		AccountListing.Pages pages = this.listing.pages(type, null);
		while (pages.hasNext()) {
			if (!pages.nextAsListed().isEmpty()) {
				return true;
			}
		}
		return false;
	}

}
