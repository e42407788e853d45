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
 * Forces the result of a step to the disk, so that it survives a loss of power. After a
 * failed step it stops the run, so that no request leaves. If forcing fails, the listener
 * itself marks the step as failed, because Spring Batch only logs what a listener throws.
 */
public final class ForceAfterStep implements StepExecutionListener {

	private final Durability durability;

	private final StopSwitch stop;

	private final Consumer<StepExecution> ending;

	/**
	 * Makes the listener.
	 * @param durability forces what the step committed
	 * @param stop stops the run after a failed step
	 * @param ending is called after that, and may throw
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
