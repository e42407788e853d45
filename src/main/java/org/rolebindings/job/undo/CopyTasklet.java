package org.rolebindings.job.undo;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.validation.TakenBackRow;
import org.rolebindings.job.progress.ImportProgress;
import org.rolebindings.job.run.StartParameters;
import org.rolebindings.ledger.RemovalLedger;
import org.rolebindings.ledger.RowLedger;
import org.rolebindings.ledger.RunLedger;
import org.rolebindings.ledger.run.RunPosition;

import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Copies the rows that an undo takes back into its own run, as far as they are missing.
 */
public class CopyTasklet implements Tasklet {

	private static final int BLOCK = 500;

	private final RunLedger runs;

	private final RowLedger rows;

	private final RemovalLedger removals;

	private final TransactionTemplate transaction;

	private final ImportProgress progress;

	private @Nullable UndoneRows source;

	CopyTasklet(RunLedger runs, RowLedger rows, RemovalLedger removals, TransactionTemplate transaction,
			ImportProgress progress) {
		this.runs = runs;
		this.rows = rows;
		this.removals = removals;
		this.transaction = transaction;
		this.progress = progress;
	}

	/** Sets the rows of the next run. */
	void setSource(UndoneRows undone) {
		this.source = undone;
	}

	@Override
	public RepeatStatus execute(StepContribution contribution, ChunkContext chunkContext) {
		copy(StartParameters.run(chunkContext.getStepContext().getStepExecution()));
		return RepeatStatus.FINISHED;
	}

	private void copy(long run) {
		if (this.source == null) {
			throw new IllegalStateException("There are no rows to copy");
		}
		if (this.runs.get(run).position() != RunPosition.STAGING) {
			return;
		}
		this.progress.begin(ImportProgress.Phase.READING, -1);
		List<TakenBackRow> block = new ArrayList<>();
		this.source.forEach(this.rows.lastStagedLine(run), (row) -> {
			block.add(row);
			this.progress.advance();
			if (block.size() == BLOCK) {
				write(run, block);
			}
		});
		write(run, block);
		this.runs.reached(run, RunPosition.REPEATS_FOUND);
	}

	private void write(long run, List<TakenBackRow> block) {
		this.transaction.executeWithoutResult((status) -> this.removals.stage(run, block));
		block.clear();
	}

}
