package org.rolebindings.job.compare;

import java.io.Closeable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;

import org.rolebindings.binding.ExistingBinding;
import org.rolebindings.job.scratch.RecordFile;
import org.rolebindings.job.scratch.RecordSort;
import org.rolebindings.ledger.UnchangedLedger;
import org.rolebindings.ledger.sql.InPlace;
import org.rolebindings.stop.StopRequestedException;
import org.rolebindings.stop.StopSwitch;

/**
 * Decides the rows that are in place, if the listing is recent enough. All other rows
 * will be posted.
 */
final class InPlaceRows implements MatchConsumer, Closeable {

	/** An older listing is not used. */
	static final Duration LONGEST_AGE = Duration.ofMinutes(15);

	private static final int BATCH_ROWS = 1_000;

	private final long run;

	private final UnchangedLedger ledger;

	private final StopSwitch stop;

	private final LongSupplier nanoClock;

	private final Path folder;

	private final RecordSort<ListedMatch> byLine;

	private RecordFile<ListedMatch> matches;

	private long decided;

	InPlaceRows(long run, UnchangedLedger ledger, StopSwitch stop, LongSupplier nanoClock, Path folder) {
		this.run = run;
		this.ledger = ledger;
		this.stop = stop;
		this.nanoClock = nanoClock;
		this.folder = folder;
		this.byLine = new RecordSort<>(folder, ListedMatch.FORMAT, Comparator.comparingLong(ListedMatch::line));
		this.matches = new RecordFile<>(folder, ListedMatch.FORMAT);
	}

	@Override
	public void accept(ListedMatch match) {
		ExistingBinding existing = match.existing();
		if (match.sameRole() && existing != null && existing.isComplete()) {
			this.matches.add(match);
		}
	}

	/** Writes rows as UNCHANGED, in the file's order. */
	@Override
	public void flush() {
		try (RecordFile<ListedMatch> full = this.matches) {
			this.matches = new RecordFile<>(this.folder, ListedMatch.FORMAT);
			try (RecordFile.Reader<ListedMatch> reader = full.read()) {
				this.byLine.sort(reader, this::decide);
			}
		}
	}

	private void decide(Iterator<ListedMatch> sorted) {
		List<ListedMatch> batch = new ArrayList<>();
		while (sorted.hasNext()) {
			batch.add(sorted.next());
			if (batch.size() == BATCH_ROWS || !sorted.hasNext()) {
				write(batch);
				batch.clear();
			}
		}
	}

	private void write(List<ListedMatch> batch) {
		if (this.stop.isStopRequested()) {
			throw new StopRequestedException();
		}
		long now = this.nanoClock.getAsLong();
		List<InPlace> recent = batch.stream()
			.filter((match) -> now - match.askedAt() < LONGEST_AGE.toNanos())
			.map((match) -> new InPlace(match.line(), Objects.requireNonNull(match.existing()).id()))
			.toList();
		if (!recent.isEmpty()) {
			this.decided += this.ledger.write(this.run, recent);
		}
	}

	/** Returns how many rows were decided. */
	long decided() {
		return this.decided;
	}

	@Override
	public void close() {
		this.matches.close();
	}

}
