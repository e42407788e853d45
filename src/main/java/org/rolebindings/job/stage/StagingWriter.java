package org.rolebindings.job.stage;

import java.util.List;

import org.rolebindings.binding.validation.CheckedRow;
import org.rolebindings.ledger.RowLedger;

import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;

/** Writes blocks of validated rows into the ledger. */
public class StagingWriter implements ItemWriter<List<CheckedRow>> {

	private final long run;

	private final RowLedger rows;

	public StagingWriter(long run, RowLedger rows) {
		this.run = run;
		this.rows = rows;
	}

	@Override
	public void write(Chunk<? extends List<CheckedRow>> chunk) {
		chunk.forEach((block) -> this.rows.stage(this.run, block));
	}

}
