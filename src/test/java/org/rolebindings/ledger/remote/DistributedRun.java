package org.rolebindings.ledger.remote;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.rolebindings.ledger.OpenLedger;
import org.rolebindings.ledger.run.RunStart;

/** A PostgreSQL database with a run at a time whose rows are distributed. */
public final class DistributedRun implements AutoCloseable {

	public final OpenLedger ledger;

	public final DistributionLedger distributions;

	public final RangeLedger ranges;

	public final UpdateUnits units;

	public final WorkerLedger workers;

	private long run;

	public DistributedRun(Path folder) {
		this.ledger = OpenLedger.onPostgres(folder.resolve("state"));
		this.distributions = this.ledger.get(DistributionLedger.class);
		this.ranges = this.ledger.get(RangeLedger.class);
		this.units = this.ledger.get(UpdateUnits.class);
		this.workers = this.ledger.get(WorkerLedger.class);
	}

	/** Begins with a new run, whose rows stand on some lines. */
	public long begin(long... lines) {
		this.run = this.ledger.start();
		this.ledger.stage(this.run, lines);
		return this.run;
	}

	/** Cuts the rows of the run. */
	long undecided(RowRange range) {
		return this.ledger.rows().undecidedRows(range.start().run(), range.afterLine(), range.upToLine());
	}

	public int cut(int start, int rowsEach) {
		return this.distributions.begin(distribution(start), rowsEach, 0);
	}

	public Distribution distribution(int start) {
		return new Distribution(start(start), 1, "1.2.3", Map.of("rate", "150"), null);
	}

	public RunStart start(int number) {
		return new RunStart(this.run, number);
	}

	/** Finds a range of the first start. */
	public RowRange range(int number) {
		return this.distributions.range(start(0), number, "nobody").orElseThrow();
	}

	public List<RowRange> ranges(int ranges) {
		return IntStream.range(0, ranges).mapToObj(this::range).toList();
	}

	/** Has a worker hold a range of a start. */
	public void lease(int start, int number, Duration left) {
		this.ledger.update("""
				INSERT INTO lease (target, fence, holder, renewed_at, expires_at)
				VALUES (?, 1, '{}', clock_timestamp(), clock_timestamp() + ? * INTERVAL '1 second')
				""", "part " + new RowRange(start(start), number, 0, 0).name(), left.toSeconds());
	}

	/** Stores that a worker's key may not do rows. */
	public void refuse(String worker, Long... lines) {
		this.ledger.write(() -> this.ranges.refuse(this.run, worker, Arrays.asList(lines)));
	}

	public void leave(String worker) {
		this.workers.seen(this.run, worker, WorkerState.State.LEFT, false, "It has left.");
	}

	/** Has a worker join that the API answers. */
	public void join(long run, String worker, String name) {
		this.workers.join(run, worker, name);
		this.workers.seen(run, worker, WorkerState.State.WAITING, true, null);
	}

	/** Has a worker give no sign of life for a while. */
	public void silence(String worker) {
		this.ledger.update("UPDATE worker SET seen_at = clock_timestamp() - INTERVAL '11 seconds' WHERE id = ?",
				worker);
	}

	/** How many updates the run has reserved or made. */
	public long updates() {
		return this.ledger.count("SELECT updates FROM distribution WHERE run = " + this.run);
	}

	@Override
	public void close() {
		this.ledger.close();
	}

}
