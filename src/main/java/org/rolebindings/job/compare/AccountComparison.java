package org.rolebindings.job.compare;

import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import org.rolebindings.job.progress.ImportProgress;
import org.rolebindings.job.scratch.Scratch;
import org.rolebindings.ledger.UnchangedLedger;
import org.rolebindings.listing.AccountListing;
import org.rolebindings.stop.SendingStoppedException;
import org.rolebindings.stop.StopRequestedException;
import org.rolebindings.stop.StopSwitch;

/** Compares rows of a run with the account, and decides those that are in place. */
public final class AccountComparison {

	/**
	 * As many as a page has. Fewer rows are posted faster than an account is listed.
	 */
	static final int FEWEST_ROWS = 100;

	private final Path state;

	private final UnchangedLedger ledger;

	private final AccountListing listing;

	private final ImportProgress progress;

	private final StopSwitch stop;

	private final LongSupplier nanoClock;

	/**
	 * Prepares comparisons.
	 * @param state the state folder, for what does not fit into memory
	 * @param ledger takes the rows that are in place
	 * @param listing lists the account
	 * @param progress shows how many rows are found
	 * @param stop ends a comparison
	 * @param nanoClock a monotonic clock
	 */
	public AccountComparison(Path state, UnchangedLedger ledger, AccountListing listing, ImportProgress progress,
			StopSwitch stop, LongSupplier nanoClock) {
		this.state = state;
		this.ledger = ledger;
		this.listing = listing;
		this.progress = progress;
		this.stop = stop;
		long origin = nanoClock.getAsLong();
		this.nanoClock = () -> nanoClock.getAsLong() - origin;
	}

	/**
	 * Compares the open rows of a run, unless they are so few that posting them is
	 * cheaper.
	 * @param run the run's number
	 * @param most how many rows there are at most
	 * @param rows adds the rows
	 * @return how many rows were decided
	 * @throws StopRequestedException if the run stops
	 */
	long compare(long run, long most, Consumer<Comparison> rows) {
		// Made in any case, so that it replaces the folder of a crashed start
		try (Scratch scratch = Scratch.below(this.state)) {
			return (most >= FEWEST_ROWS) ? compare(run, most, rows, scratch.folder()) : 0;
		}
		catch (SendingStoppedException ex) {
			throw new StopRequestedException();
		}
	}

	private long compare(long run, long most, Consumer<Comparison> rows, Path folder) {
		try (InPlaceRows inPlace = new InPlaceRows(run, this.ledger, this.stop, this.nanoClock, folder);
				Comparison comparison = new Comparison(most, this.listing, inPlace, this.progress, this.nanoClock,
						new OpenRows(folder, this.stop, FrequentUser.FEWEST_ROWS))) {
			rows.accept(comparison);
			if (comparison.rows() >= FEWEST_ROWS) {
				this.progress.begin(ImportProgress.Phase.COMPARING, comparison.rows());
				comparison.run();
				noteResult(inPlace.decided(), comparison);
			}
			return inPlace.decided();
		}
	}

	private void noteResult(long decided, Comparison comparison) {
		long pages = comparison.pages();
		if (decided > 0) {
			this.progress.note(String.format(Locale.ROOT, "%,d of %,d rows were in place already (%,d %s read).",
					decided, comparison.rows(), pages, (pages == 1) ? "page" : "pages"));
		}
	}

}
