package org.rolebindings.job.compare;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.UndecidedRow;
import org.rolebindings.job.progress.ImportProgress;
import org.rolebindings.job.progress.RunMeter;
import org.rolebindings.job.scratch.Scratch;
import org.rolebindings.ledger.InFlightLedger;
import org.rolebindings.ledger.RowLedger;
import org.rolebindings.ledger.RunLedger;
import org.rolebindings.ledger.UnchangedLedger;
import org.rolebindings.listing.AccountListing;
import org.rolebindings.stop.SendingStoppedException;
import org.rolebindings.stop.StopRequestedException;
import org.rolebindings.stop.StopSwitch;

import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * Prepares the rows to be posted, at each start of a run. Rows that an earlier start may
 * have sent are in doubt from then on. Of the other rows, those that are in place are
 * decided. The whole step can be repeated at any time; its decisions stay.
 */
public class CompareTasklet implements Tasklet {

	/**
	 * As many as a page has. Fewer rows are posted faster than an account is listed.
	 */
	private static final int FEWEST_ROWS = 100;

	private static final int PAGE_ROWS = 2_000;

	private final long run;

	private final Path state;

	private final @Nullable Integer maxFailures;

	private final RowLedger rows;

	private final InFlightLedger inFlight;

	private final UnchangedLedger unchanged;

	private final RunLedger runs;

	private final RunMeter meter;

	private final AccountListing listing;

	private final ImportProgress progress;

	private final StopSwitch stop;

	private final LongSupplier nanoClock;

	public CompareTasklet(long run, Path state, @Nullable Integer maxFailures, RowLedger rows, InFlightLedger inFlight,
			UnchangedLedger unchanged, RunLedger runs, RunMeter meter, AccountListing listing, ImportProgress progress,
			StopSwitch stop, LongSupplier nanoClock) {
		this.run = run;
		this.state = state;
		this.maxFailures = maxFailures;
		this.rows = rows;
		this.inFlight = inFlight;
		this.unchanged = unchanged;
		this.runs = runs;
		this.meter = meter;
		this.listing = listing;
		this.progress = progress;
		this.stop = stop;
		long origin = nanoClock.getAsLong();
		this.nanoClock = () -> nanoClock.getAsLong() - origin;
	}

	@Override
	public RepeatStatus execute(StepContribution contribution, ChunkContext chunkContext) {
		compare();
		return RepeatStatus.FINISHED;
	}

	/** Runs the step. */
	void compare() {
		this.inFlight.recover();
		long undecided = this.rows.undecidedRows(this.run);
		// Made in any case, so that it replaces the folder of a crashed start
		try (Scratch scratch = Scratch.below(this.state)) {
			if (undecided >= FEWEST_ROWS && !stopsAtOnce()) {
				compare(undecided, scratch.folder());
				this.runs.saveTotals(this.run, this.meter.read());
			}
		}
		catch (SendingStoppedException ex) {
			throw new StopRequestedException();
		}
	}

	/** Returns whether the run stops before it posts a row. */
	private boolean stopsAtOnce() {
		return this.maxFailures != null && this.rows.failedRows(this.run) >= this.maxFailures;
	}

	private void compare(long undecided, Path folder) {
		try (InPlaceRows inPlace = new InPlaceRows(this.run, this.unchanged, this.stop, this.nanoClock, folder);
				Comparison comparison = new Comparison(undecided, this.listing, inPlace, this.progress, this.stop,
						this.nanoClock, folder)) {
			addRows(comparison);
			if (comparison.rows() >= FEWEST_ROWS) {
				this.progress.begin(ImportProgress.Phase.COMPARING, comparison.rows());
				comparison.run();
				noteResult(inPlace.decided(), comparison);
			}
		}
	}

	private void noteResult(long decided, Comparison comparison) {
		long pages = comparison.pages();
		if (decided > 0) {
			this.progress.note(String.format(Locale.ROOT, "%,d of %,d rows were in place already (%,d %s read).",
					decided, comparison.rows(), pages, (pages == 1) ? "page" : "pages"));
		}
	}

	private void addRows(Comparison comparison) {
		List<UndecidedRow> page = this.rows.undecidedAfter(this.run, 0, PAGE_ROWS);
		while (!page.isEmpty()) {
			if (this.stop.isStopRequested()) {
				throw new StopRequestedException();
			}
			page.stream().filter((row) -> row.doubts().isEmpty()).forEach(comparison::add);
			page = this.rows.undecidedAfter(this.run, page.get(page.size() - 1).line(), PAGE_ROWS);
		}
	}

}
