package org.rolebindings.job.run;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.rolebindings.stop.StopReason;
import org.rolebindings.stop.StopSwitch;
import org.rolebindings.store.Durability;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;

/**
 * Makes a finished step survive a loss of power, and lets no request leave after a failed
 * one. If that fails, the step fails: Spring Batch only logs what a listener throws.
 */
public final class ForceAfterStep implements StepExecutionListener {

	private final Durability durability;

	private final StopSwitch stop;

	private final Consumer<StepExecution> ending;

	/**
	 * Ends a step.
	 * @param durability forces what the step committed
	 * @param stop stops what a failed step has begun
	 * @param ending is called next, and may throw
	 */
	public ForceAfterStep(Durability durability, StopSwitch stop, Consumer<StepExecution> ending) {
		this.durability = durability;
		this.stop = stop;
		this.ending = ending;
	}

	@Override
	public @Nullable ExitStatus afterStep(StepExecution stepExecution) {
		boolean failed = stepExecution.getStatus() == BatchStatus.FAILED;
		if (failed) {
			this.stop.stop(StopReason.FAILURE);
		}
		try {
			this.durability.force();
			this.ending.accept(stepExecution);
			return null;
		}
		catch (RuntimeException ex) {
			if (!failed) {
				stepExecution.addFailureException(ex);
				stepExecution.setStatus(BatchStatus.FAILED);
			}
			return ExitStatus.FAILED.addExitDescription(ex);
		}
	}

}
