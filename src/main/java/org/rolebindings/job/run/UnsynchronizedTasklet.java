package org.rolebindings.job.run;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Lets a tasklet that has no transaction read from the database and then wait or compute
 * for long. Without this, its first statement keeps a connection to the end of the step,
 * with a transaction that is open.
 *
 * @param tasklet the tasklet
 */
public record UnsynchronizedTasklet(Tasklet tasklet) implements Tasklet {

	@Override
	public @Nullable RepeatStatus execute(StepContribution contribution, ChunkContext chunkContext) throws Exception {
		List<TransactionSynchronization> synchronizations = TransactionSynchronizationManager.getSynchronizations();
		TransactionSynchronizationManager.clearSynchronization();
		try {
			return this.tasklet.execute(contribution, chunkContext);
		}
		finally {
			TransactionSynchronizationManager.initSynchronization();
			synchronizations.forEach(TransactionSynchronizationManager::registerSynchronization);
		}
	}

}
