package org.rolebindings.job.stage;

import java.io.IOException;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.validation.CheckedRow;
import org.rolebindings.ledger.RowLedger;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemStreamException;
import org.springframework.batch.infrastructure.item.ItemStreamWriter;

/**
 * Writes blocks of validated rows, and what the plan says about them, into the ledger.
 */
public class StagingWriter implements ItemStreamWriter<List<CheckedRow>> {

	private final long run;

	private final RowLedger rows;

	private final @Nullable StagedPlan plan;

	/**
	 * Makes the writer.
	 * @param run the run's number
	 * @param rows takes the rows
	 * @param plan the plan of the run, or {@code null} if it has none
	 */
	StagingWriter(long run, RowLedger rows, @Nullable StagedPlan plan) {
		this.run = run;
		this.rows = rows;
		this.plan = plan;
	}

	@Override
	public void write(Chunk<? extends List<CheckedRow>> chunk) {
		for (List<CheckedRow> block : chunk) {
			if (this.plan != null) {
				StagedPlan.Planned planned = this.plan.read(block);
				this.rows.stage(this.run, planned.rows());
				this.rows.expect(this.run, planned.expected());
			}
			else {
				this.rows.stage(this.run, block);
			}
		}
	}

	/**
	 * Checks that the plan did not change, if the step has completed.
	 * @param stepExecution the step, which has ended
	 */
	public void ended(StepExecution stepExecution) {
		if (this.plan != null && stepExecution.getStatus() == BatchStatus.COMPLETED) {
			this.plan.verify();
		}
	}

	@Override
	public void close() {
		try {
			if (this.plan != null) {
				this.plan.close();
			}
		}
		catch (IOException ex) {
			throw new ItemStreamException(ex);
		}
	}

}
