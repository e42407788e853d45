package org.rolebindings.job.undo;

import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.rolebindings.csv.source.InputFile;
import org.rolebindings.job.progress.FileNotes;
import org.rolebindings.job.progress.ImportProgress;
import org.rolebindings.job.progress.RunMeter;
import org.rolebindings.job.run.ImportResult;
import org.rolebindings.job.run.NothingStartedException;
import org.rolebindings.job.run.RunWork;
import org.rolebindings.job.run.TargetHold;
import org.rolebindings.ledger.InFlightLedger;
import org.rolebindings.ledger.run.RunIdentity;
import org.rolebindings.stop.StopRequestedException;
import org.rolebindings.stop.StopSwitch;

import org.springframework.batch.core.job.Job;

/** Begins the runs that take bindings back. */
final class RemovalStart {

	private final TargetHold hold;

	private final InFlightLedger inFlight;

	private final KeySight sight;

	private final RunWork work;

	private final RunMeter meter;

	private final ImportProgress progress;

	private final StopSwitch stop;

	RemovalStart(TargetHold hold, InFlightLedger inFlight, KeySight sight, RunWork work, RunMeter meter,
			ImportProgress progress, StopSwitch stop) {
		this.hold = hold;
		this.inFlight = inFlight;
		this.sight = sight;
		this.work = work;
		this.meter = meter;
		this.progress = progress;
		this.stop = stop;
	}

	/**
	 * Starts the time of the run, with the reading of what is to be taken back. From now
	 * on no other process works on runs of that account.
	 */
	void reading() {
		this.hold.take();
		this.meter.start();
		// What a start that died may have sent is in doubt from now on
		this.inFlight.recover(this.hold.target());
	}

	/** Reads something, which a signal ends. */
	<T> T orNothingStarted(Supplier<T> reading) {
		try {
			return reading.get();
		}
		catch (StopRequestedException ex) {
			throw new NothingStartedException(this.stop.reason().orElseThrow());
		}
	}

	/** Asks whether to go on. The time until the answer is not the run's. */
	void ask(Confirmation confirmation, RemovalOffer offer) {
		this.meter.withoutTimeOf(() -> confirmation.confirm(offer));
	}

	/** Tells a person what the file is like. */
	void tell(FileNotes notes) {
		notes.reportTo(this.progress);
	}

	/** Returns whether the start takes an unfinished run up. */
	boolean isUnfinished(RunIdentity identity) {
		return this.sight.isUnfinished(identity);
	}

	/**
	 * Looks whether the key sees anything, opens the run, and lets its job work on it.
	 * @param job the job of the kind
	 * @param file the file that it reads, or {@code null}
	 */
	ImportResult run(Job job, RunIdentity identity, String fileName, String header, @Nullable InputFile file,
			List<String> command) {
		this.sight.require(identity);
		return this.work.run(job, identity, fileName, header, file, command);
	}

}
