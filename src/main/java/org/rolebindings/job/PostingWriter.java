package org.rolebindings.job;

import org.rolebindings.binding.Decision;
import org.rolebindings.ledger.RowLedger;
import org.rolebindings.ledger.RunLedger;

import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;

/** Writes decisions, and what the run has sent so far, into the ledger. */
class PostingWriter implements ItemWriter<Decision> {

	private final long run;

	private final RowLedger rows;

	private final RunLedger runs;

	private final RunMeter meter;

	PostingWriter(long run, RowLedger rows, RunLedger runs, RunMeter meter) {
		this.run = run;
		this.rows = rows;
		this.runs = runs;
		this.meter = meter;
	}

	@Override
	public void write(Chunk<? extends Decision> chunk) {
		this.rows.decide(this.run, chunk.getItems());
		this.runs.saveTotals(this.run, this.meter.read());
	}

}
