package org.rolebindings.job.post;

import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Decision;
import org.rolebindings.binding.UndecidedRow;
import org.rolebindings.binding.UpdateJournal;
import org.rolebindings.job.progress.ImportProgress;
import org.rolebindings.ledger.RemovalLedger;
import org.rolebindings.ledger.run.Run;
import org.rolebindings.listing.AccountListing;
import org.rolebindings.placing.InFlightWindow;
import org.rolebindings.placing.WindowFactory;

/** Takes bindings back, for an undo or a revoke. */
final class RemovalPosting implements Posting {

	private final Run run;

	private final RemovalLedger ledger;

	private final WindowFactory windows;

	private final AccountListing listing;

	private final boolean amongOthers;

	private @Nullable ListedResources sight;

	/**
	 * Prepares the posting.
	 * @param run the undo or the revoke
	 * @param ledger has the rows
	 * @param windows opens the window
	 * @param listing lists the account if a row's binding is not seen
	 * @param amongOthers whether workers with other keys post some of the rows
	 */
	RemovalPosting(Run run, RemovalLedger ledger, WindowFactory windows, AccountListing listing, boolean amongOthers) {
		this.run = run;
		this.ledger = ledger;
		this.windows = windows;
		this.listing = listing;
		this.amongOthers = amongOthers;
	}

	@Override
	public ImportProgress.Phase phase() {
		return ImportProgress.Phase.REMOVING;
	}

	@Override
	public List<UndecidedRow> draw(long afterLine, int limit) {
		return this.ledger.undecidedAfter(this.run, afterLine, limit);
	}

	@Override
	public InFlightWindow open(UpdateJournal journal, InFlightWindow.Source source, Consumer<Decision> onDecision) {
		return this.windows.openRemoval(sight(), journal, source, onDecision);
	}

	/** One for all windows, because it may list the account. */
	private ListedResources sight() {
		if (this.sight == null) {
			ListedResources begun = new ListedResources(this.listing, this.amongOthers);
			if (!this.amongOthers) {
				this.ledger.seenBy(this.run.number()).forEach(begun::seen);
			}
			this.sight = begun;
		}
		return this.sight;
	}

}
