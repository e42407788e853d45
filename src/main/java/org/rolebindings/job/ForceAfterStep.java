package org.rolebindings.job;

import org.jspecify.annotations.Nullable;
import org.rolebindings.ledger.Durability;

import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;

/** Has a finished step survive a loss of power. */
final class ForceAfterStep implements StepExecutionListener {

	private final Durability durability;

	ForceAfterStep(Durability durability) {
		this.durability = durability;
	}

	@Override
	public @Nullable ExitStatus afterStep(StepExecution stepExecution) {
		this.durability.force();
		return null;
	}

}
