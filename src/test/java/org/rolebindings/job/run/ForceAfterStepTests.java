package org.rolebindings.job.run;

import java.net.URI;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.job.Installation;
import org.rolebindings.job.Start;
import org.rolebindings.stop.StopReason;
import org.rolebindings.stop.StopSwitch;
import org.rolebindings.store.Durability;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.transaction.PlatformTransactionManager;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link ForceAfterStep} in a job. */
class ForceAfterStepTests {

	private static final Tasklet DOES_NOTHING = (contribution, context) -> RepeatStatus.FINISHED;

	private final IllegalStateException failure = new IllegalStateException("The disk is full.");

	private final StopSwitch stop = new StopSwitch();

	private Start start;

	@BeforeEach
	void start(@TempDir Path folder) {
		this.start = new Installation(folder, URI.create("http://localhost:9")).start();
	}

	@AfterEach
	void close() {
		this.start.close();
	}

	@Test
	void afterStepWhenTheEndingFailsFailsTheStepAndTheJob() throws JobExecutionException {
		JobExecution job = run(step("first", DOES_NOTHING, true), step("second", DOES_NOTHING, false));
		assertThat(job.getStatus()).isEqualTo(BatchStatus.FAILED);
		assertThat(job.getAllFailureExceptions()).containsExactly(this.failure);
		assertThat(job.getStepExecutions()).extracting(StepExecution::getStepName).containsExactly("first");
	}

	@Test
	void afterStepWhenTheStepFailedHasNothingLeaveAnyMore() throws JobExecutionException {
		Tasklet fails = (contribution, context) -> {
			throw new IllegalArgumentException("a defect");
		};
		JobExecution job = run(step("first", fails, true), step("second", DOES_NOTHING, false));
		assertThat(this.stop.reason()).contains(StopReason.FAILURE);
		assertThat(job.getAllFailureExceptions()).singleElement().isInstanceOf(IllegalArgumentException.class);
	}

	@Test
	void afterStepWhenAllIsWellGoesOn() throws JobExecutionException {
		JobExecution job = run(step("first", DOES_NOTHING, false), step("second", DOES_NOTHING, false));
		assertThat(job.getStatus()).isEqualTo(BatchStatus.COMPLETED);
		assertThat(this.stop.isStopRequested()).isFalse();
	}

	private JobExecution run(Step first, Step second) throws JobExecutionException {
		return this.start.get(JobOperator.class)
			.start(new JobBuilder("test", this.start.get(JobRepository.class)).start(first).next(second).build(),
					new JobParameters());
	}

	private Step step(String name, Tasklet tasklet, boolean endingFails) {
		return new StepBuilder(name, this.start.get(JobRepository.class))
			.tasklet(tasklet, this.start.get(PlatformTransactionManager.class))
			.listener(new ForceAfterStep(this.start.get(Durability.class), this.stop, (execution) -> {
				if (endingFails) {
					throw this.failure;
				}
			}))
			.build();
	}

}
