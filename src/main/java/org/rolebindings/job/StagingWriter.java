package org.rolebindings.job;

import org.rolebindings.binding.CheckedRow;
import org.rolebindings.ledger.RowLedger;

import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;

/** Writes rows of the file into the ledger. */
class StagingWriter implements ItemWriter<CheckedRow> {

	private final long run;

	private final RowLedger rows;

	StagingWriter(long run, RowLedger rows) {
		this.run = run;
		this.rows = rows;
	}

	@Override
	public void write(Chunk<? extends CheckedRow> chunk) {
		this.rows.stage(this.run, chunk.getItems());
	}

}
