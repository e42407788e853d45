package org.rolebindings.job;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.binding.OnConflict;
import org.rolebindings.binding.Outcome;
import org.rolebindings.csv.CsvRecordReader;
import org.rolebindings.csv.source.InputFile;
import org.rolebindings.job.progress.ImportProgress;
import org.rolebindings.job.run.ImportProperties;
import org.rolebindings.ledger.ReportLedger;
import org.rolebindings.ledger.RunLedger;
import org.rolebindings.ledger.run.Run;
import org.rolebindings.ledger.run.RunRequest;
import org.rolebindings.ledger.run.RunStatus;
import org.rolebindings.sandbox.SandboxProperties;
import org.rolebindings.sandbox.SandboxServer;
import org.rolebindings.testing.CsvRows;
import org.rolebindings.testing.TestDatabase;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobExecutionNotRunningException;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.test.JobOperatorTestUtils;
import org.springframework.batch.test.context.SpringBatchTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of the job's flow and of its steps by themselves. */
@SpringBatchTest
@SpringBootTest(classes = ImportTestConfiguration.class)
class RoleBindingImportJobTests {

	@TempDir
	static Path folder;

	static SandboxServer sandbox;

	private final JobOperatorTestUtils job;

	private final RunLedger runs;

	private final ReportLedger rows;

	private Path file;

	private JobParameters parameters;

	private Run run;

	private long starts;

	private final RecordingProgress progress;

	RoleBindingImportJobTests(@Autowired JobOperatorTestUtils job, @Autowired RunLedger runs,
			@Autowired ReportLedger rows, @Autowired RecordingProgress progress, @Autowired Job roleBindingImport) {
		this.progress = progress;
		this.job = job;
		this.job.setJob(roleBindingImport);
		this.runs = runs;
		this.rows = rows;
	}

	@BeforeAll
	static void startSandbox() {
		sandbox = SandboxServer.start(0, SandboxProperties.none());
	}

	@AfterAll
	static void stopSandbox() {
		sandbox.close();
	}

	@DynamicPropertySource
	static void settings(DynamicPropertyRegistry registry) {
		registry.add("role-bindings.base-url", () -> sandbox.baseUrl().toString());
		Path state = folder.resolve("state");
		registry.add("role-bindings.state", state::toString);
		TestDatabase.properties(state).forEach((name, value) -> registry.add(name, () -> value));
		registry.add("role-bindings.reports", () -> folder.resolve("reports").toString());
	}

	@BeforeEach
	void startRun() throws IOException {
		String space = String.valueOf(1 + sandbox.requests());
		startRun(CsvRows.row("1:a", "1", space), CsvRows.row("1:a", "1", space), "not,an,id,here");
	}

	private void startRun(String... rows) throws IOException {
		this.file = CsvRows.write(folder.resolve("x.csv"), rows);
		InputFile input = InputFile.of(this.file);
		ImportProperties properties = properties();
		try (CsvRecordReader reader = CsvRecordReader.open(input, properties.csv())) {
			while (reader.read() != null) {
				// The digest is known at the end.
			}
			this.run = this.runs.start(properties.identity(reader.sha256(), ',', sandbox.baseUrl().toString(), null),
					"x.csv", reader.header().carried(), RunRequest.NONE, Instant.now(), (number) -> "x-" + number);
		}
		this.parameters = new JobParametersBuilder().addLong("run", this.run.number())
			.addString("path", this.file.toString(), false)
			.addString("name", "x.csv", false)
			.toJobParameters();
	}

	private static ImportProperties properties() {
		return new ImportProperties(OnConflict.FAIL, ImportProperties.OnInvalid.SKIP, null, null, null, ",", false,
				false, Duration.ofDays(7), Duration.ofDays(90), null, null);
	}

	@Test
	void jobGoesThroughItsStepsInOrder() throws Exception {
		JobExecution execution = this.job.startJob(start(0));
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.COMPLETED);
		assertThat(execution.getStepExecutions()).extracting(StepExecution::getStepName)
			.containsExactly("stage", "repeats", "compare", "post", "report");
		assertThat(this.runs.get(this.run.number()).status()).isEqualTo(RunStatus.COMPLETED);
	}

	@Test
	void stageWhenRunByItselfWritesEveryRowAndDecidesTheInvalidOnes() {
		assertThat(step("stage")).isEqualTo(BatchStatus.COMPLETED);
		assertThat(outcomes()).containsEntry(Outcome.INVALID, 1L).containsEntry(Outcome.PENDING, 2L);
	}

	@Test
	void stageWhenRunTwiceWritesNoRowTwice() {
		step("stage");
		assertThat(step("stage")).isEqualTo(BatchStatus.COMPLETED);
		assertThat(outcomes().values().stream().mapToLong(Long::longValue).sum()).isEqualTo(3);
	}

	@Test
	void repeatsWhenRunTwiceDecidesTheSame() {
		step("stage");
		step("repeats");
		assertThat(step("repeats")).isEqualTo(BatchStatus.COMPLETED);
		assertThat(outcomes()).containsEntry(Outcome.DUPLICATE, 1L).containsEntry(Outcome.PENDING, 1L);
	}

	@Test
	void postWhenRunTwiceSendsNothingTheSecondTime() {
		step("stage");
		step("repeats");
		assertThat(step("post")).isEqualTo(BatchStatus.COMPLETED);
		long requests = sandbox.requests();
		assertThat(step("post")).isEqualTo(BatchStatus.COMPLETED);
		assertThat(sandbox.requests()).isEqualTo(requests);
		assertThat(outcomes()).containsEntry(Outcome.CREATED, 1L);
	}

	/** As a start of the program does with a run that was stopped. */
	@Test
	void jobWhenStoppedIsContinuedByAnotherInstanceThatRepeatsNothing() throws Exception {
		startRun(IntStream.range(0, 3_500).mapToObj((i) -> CsvRows.row("1:a", "" + i, "9")).toArray(String[]::new));
		this.progress.at(ImportProgress.Phase.POSTING, 1, this::stopJob);
		assertThat(this.job.startJob(start(0)).getStatus()).isEqualTo(BatchStatus.STOPPED);
		long open = outcomes().getOrDefault(Outcome.PENDING, 0L);
		assertThat(open).isBetween(1L, 3_499L);
		JobExecution continued = this.job.startJob(start(1));
		assertThat(continued.getStatus()).isEqualTo(BatchStatus.COMPLETED);
		assertThat(outcomes()).containsEntry(Outcome.CREATED, 3_500L);
		assertThat(continued.getStepExecutions()).filteredOn((step) -> step.getStepName().equals("stage"))
			.extracting(StepExecution::getReadCount)
			.as("what is staged is not read again")
			.containsExactly(0L);
	}

	private JobParameters start(int start) {
		return new JobParametersBuilder(this.parameters).addLong("start", (long) start).toJobParameters();
	}

	private void stopJob() {
		this.job.getJobRepository().findRunningJobExecutions("roleBindingImport").forEach((running) -> {
			try {
				assertThat(this.job.getJobOperator().stop(running)).isTrue();
			}
			catch (JobExecutionNotRunningException ex) {
				throw new AssertionError(ex);
			}
		});
	}

	/** A failed step stops all that the application does afterwards. */
	@Test
	@DirtiesContext
	void reportWhenRowsAreNotDecidedRefusesToComplete() {
		step("stage");
		assertThat(step("report")).isEqualTo(BatchStatus.FAILED);
		assertThat(this.runs.get(this.run.number()).status()).isEqualTo(RunStatus.RUNNING);
	}

	private Map<Outcome, Long> outcomes() {
		return this.rows.counts(this.run.number()).outcomes();
	}

	private BatchStatus step(String name) {
		JobParameters anew = new JobParametersBuilder(this.parameters).addLong("start", this.starts++)
			.toJobParameters();
		return this.job.startStep(name, anew, new ExecutionContext()).getStatus();
	}

}
