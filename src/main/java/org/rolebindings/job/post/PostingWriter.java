package org.rolebindings.job.post;

import java.util.List;

import org.rolebindings.binding.Decision;
import org.rolebindings.binding.Outcome;
import org.rolebindings.job.progress.RunMeter;
import org.rolebindings.job.progress.RunSampler;
import org.rolebindings.ledger.RowLedger;
import org.rolebindings.ledger.RunLedger;
import org.rolebindings.ledger.run.RunStart;

import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes decisions, and the totals and samples of the run so far, into the ledger in a
 * separate transaction. If that fails, the step ends and these rows are in doubt again.
 */
public class PostingWriter implements ItemWriter<List<Decision>> {

	private final RunStart start;

	private final RowLedger rows;

	private final RunLedger runs;

	private final RunMeter meter;

	private final RunSampler sampler;

	private final TransactionTemplate transaction;

	public PostingWriter(RunStart start, RowLedger rows, RunLedger runs, RunMeter meter, RunSampler sampler,
			TransactionTemplate transaction) {
		this.start = start;
		this.rows = rows;
		this.runs = runs;
		this.meter = meter;
		this.sampler = sampler;
		this.transaction = transaction;
	}

	@Override
	public void write(Chunk<? extends List<Decision>> chunk) {
		chunk.forEach((batch) -> this.transaction.executeWithoutResult((status) -> {
			this.rows.decide(this.start, batch);
			this.runs.saveTotals(this.start.run(), this.meter.read());
			this.sampler.add(batch.size(),
					batch.stream().filter((decision) -> decision.outcome() == Outcome.FAILED).count());
		}));
	}

}
