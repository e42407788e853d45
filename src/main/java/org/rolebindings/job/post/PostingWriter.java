package org.rolebindings.job.post;

import java.util.List;

import org.rolebindings.binding.Decision;
import org.rolebindings.job.progress.RunMeter;
import org.rolebindings.ledger.RowLedger;
import org.rolebindings.ledger.RunLedger;
import org.rolebindings.ledger.RunStart;

import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes decisions, and the totals of the run so far, into the ledger in a separate
 * transaction. If that fails, the step ends and these rows are in doubt again.
 */
public class PostingWriter implements ItemWriter<List<Decision>> {

	private final RunStart start;

	private final RowLedger rows;

	private final RunLedger runs;

	private final RunMeter meter;

	private final TransactionTemplate transaction;

	public PostingWriter(RunStart start, RowLedger rows, RunLedger runs, RunMeter meter,
			TransactionTemplate transaction) {
		this.start = start;
		this.rows = rows;
		this.runs = runs;
		this.meter = meter;
		this.transaction = transaction;
	}

	@Override
	public void write(Chunk<? extends List<Decision>> chunk) {
		chunk.forEach((batch) -> this.transaction.executeWithoutResult((status) -> {
			this.rows.decide(this.start, batch);
			this.runs.saveTotals(this.start.run(), this.meter.read());
		}));
	}

}
