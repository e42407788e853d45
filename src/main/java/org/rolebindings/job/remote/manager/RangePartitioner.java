package org.rolebindings.job.remote.manager;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.rolebindings.ledger.RowLedger;
import org.rolebindings.ledger.remote.Distribution;
import org.rolebindings.ledger.remote.DistributionLedger;
import org.rolebindings.ledger.remote.UpdateUnits;
import org.rolebindings.ledger.run.RunStart;

import org.springframework.batch.core.partition.Partitioner;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/** Divides the rows of a run that are not decided into ranges. */
final class RangePartitioner implements Partitioner {

	/** The key of a range's number in the context of its step. */
	static final String RANGE = "range";

	/**
	 * So many ranges are aimed at, so that each worker gets several and none is left with
	 * much more than its share at the end.
	 */
	private static final int RANGES = 64;

	/** Of a smaller range, the beginning and the end would cost more than its rows. */
	private static final int FEWEST_ROWS = 500;

	/** What a worker that dies leaves to others is no more than this. */
	private static final int MOST_ROWS = 5_000;

	private final Distribution distribution;

	private final RowLedger rows;

	private final DistributionLedger ledger;

	private final UpdateUnits units;

	RangePartitioner(Distribution distribution, RowLedger rows, DistributionLedger ledger, UpdateUnits units) {
		this.distribution = distribution;
		this.rows = rows;
		this.ledger = ledger;
		this.units = units;
	}

	@Override
	public Map<String, ExecutionContext> partition(int gridSize) {
		RunStart start = this.distribution.start();
		Set<Long> inDoubt = this.rows.updatesInDoubt(start.run());
		int ranges = this.ledger.begin(this.distribution, rowsEach(this.rows.undecidedRows(start.run())),
				this.rows.updatedRows(start.run()) + inDoubt.size());
		this.units.begin(start.run(), inDoubt);
		Map<String, ExecutionContext> partitions = new LinkedHashMap<>();
		for (int range = 0; range < ranges; range++) {
			ExecutionContext context = new ExecutionContext();
			context.putInt(RANGE, range);
			partitions.put(String.valueOf(range), context);
		}
		return partitions;
	}

	static int rowsEach(long undecided) {
		return (int) Math.max(FEWEST_ROWS, Math.min(MOST_ROWS, undecided / RANGES));
	}

}
