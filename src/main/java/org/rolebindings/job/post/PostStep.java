package org.rolebindings.job.post;

import java.util.List;

import org.rolebindings.binding.Decision;

import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;

/** The step that sends rows. */
public final class PostStep {

	/** Its name. */
	public static final String NAME = "post";

	private PostStep() {
	}

	/**
	 * Makes the step.
	 * @param repository stores how it went
	 * @param reader sends the rows and has the decisions
	 * @param writer writes the decisions, in transactions of its own
	 * @param end is called after the step
	 */
	public static Step of(JobRepository repository, PostingReader reader, ItemWriter<List<Decision>> writer,
			StepExecutionListener end) {
		ResourcelessTransactionManager noTransaction = new ResourcelessTransactionManager();
		// Else a connection, with an open transaction, would be kept while rows are sent
		noTransaction.setTransactionSynchronization(AbstractPlatformTransactionManager.SYNCHRONIZATION_NEVER);
		return new StepBuilder(NAME, repository).<List<Decision>, List<Decision>>chunk(1)
			.transactionManager(noTransaction)
			.reader(reader)
			.writer(writer)
			.listener(reader)
			.listener(end)
			.build();
	}

}
