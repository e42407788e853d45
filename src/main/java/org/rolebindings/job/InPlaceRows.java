package org.rolebindings.job;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongSupplier;

import org.rolebindings.api.StopSwitch;
import org.rolebindings.binding.InPlace;
import org.rolebindings.ledger.UnchangedLedger;

/** Decides rows that were seen in place, as long as that can be relied on. */
final class InPlaceRows {

	/** What was listed is not used once it is as old as this. */
	static final Duration LONGEST_AGE = Duration.ofMinutes(15);

	private static final int BATCH = 1_000;

	private final long run;

	private final UnchangedLedger ledger;

	private final StopSwitch stop;

	private final LongSupplier nanoClock;

	private final RecordSort<Sighting> byLine;

	private long decided;

	InPlaceRows(long run, UnchangedLedger ledger, StopSwitch stop, LongSupplier nanoClock, Path folder) {
		this.run = run;
		this.ledger = ledger;
		this.stop = stop;
		this.nanoClock = nanoClock;
		this.byLine = new RecordSort<>(folder, Sighting.FORMAT, Comparator.comparingLong(Sighting::line));
	}

	/** Writes rows as UNCHANGED, in the file's order. */
	void decide(RecordFile<Sighting> sightings) {
		try (RecordFile.Reader<Sighting> reader = sightings.read()) {
			this.byLine.sort(reader, this::decide);
		}
	}

	private void decide(Iterator<Sighting> sorted) {
		List<Sighting> batch = new ArrayList<>();
		while (sorted.hasNext()) {
			batch.add(sorted.next());
			if (batch.size() == BATCH || !sorted.hasNext()) {
				write(batch);
				batch.clear();
			}
		}
	}

	private void write(List<Sighting> batch) {
		if (this.stop.isThrown()) {
			throw new StopRequestedException();
		}
		long now = this.nanoClock.getAsLong();
		List<InPlace> young = batch.stream()
			.filter((sighting) -> now - sighting.askedAt() < LONGEST_AGE.toNanos())
			.map((sighting) -> new InPlace(sighting.line(), sighting.bindingId()))
			.toList();
		if (!young.isEmpty()) {
			this.decided += this.ledger.write(this.run, young);
		}
	}

	/** How many rows were decided. */
	long decided() {
		return this.decided;
	}

}
