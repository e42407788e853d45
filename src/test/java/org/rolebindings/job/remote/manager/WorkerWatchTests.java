package org.rolebindings.job.remote.manager;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.api.RetryRules;
import org.rolebindings.api.pace.RequestGate;
import org.rolebindings.api.pace.RequestMeter;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.job.post.FailureLimit;
import org.rolebindings.job.post.OwnLimits;
import org.rolebindings.job.post.UpdateLimit;
import org.rolebindings.job.progress.ImportProgress;
import org.rolebindings.job.progress.RunMeter;
import org.rolebindings.job.progress.RunSampler;
import org.rolebindings.ledger.remote.DistributedRun;
import org.rolebindings.ledger.remote.WorkerProgress;
import org.rolebindings.ledger.run.RunTotals;
import org.rolebindings.ledger.sample.SampleLedger;
import org.rolebindings.stop.StopSwitch;

import static org.assertj.core.api.Assertions.assertThat;

class WorkerWatchTests {

	@TempDir
	private static Path folder;

	private static DistributedRun database;

	private final RequestMeter requests = new RequestMeter();

	private final Advances progress = new Advances();

	@BeforeAll
	static void open() {
		database = new DistributedRun(folder);
	}

	@AfterAll
	static void close() {
		database.close();
	}

	/** Counts the rows of which it is told. */
	private static final class Advances implements ImportProgress {

		private long expected;

		private long rows;

		@Override
		public void note(String sentence) {
			throw new AssertionError(sentence);
		}

		@Override
		public void begin(Phase phase, long rows) {
			this.expected = rows;
		}

		@Override
		public void advance() {
			this.rows++;
		}

		@Override
		public void failed(long line, ErrorCode code, String message) {
			throw new AssertionError(message);
		}

	}

	private WorkerWatch watch() {
		StopSwitch stop = new StopSwitch();
		RunMeter meter = new RunMeter(this.requests);
		RunSampler sampler = new RunSampler(meter, this.requests,
				new RequestGate(null, 16, new RetryRules(8, () -> 0), stop, System::nanoTime),
				database.ledger.get(SampleLedger.class));
		return new WorkerWatch(
				new WorkerWatch.Ledgers(database.workers, database.ledger.runs(), database.ledger.rows()), meter,
				sampler, this.progress, database.ledger.transaction());
	}

	private static void decide(long run, long line) {
		database.ledger.created(run, line);
		database.ledger.write(() -> database.workers.add(run, "a",
				new WorkerProgress(new RunTotals(1, Map.of("201", 1L), 0, 0, "", 0), 1, List.of())));
	}

	/** The manager of an earlier start was killed before it heard of the first row. */
	@Test
	void beginCountsWhatWorkersSentBeforeButNotAsRowsOfThisStart() {
		long run = database.begin(2, 3, 4);
		decide(run, 2);
		WorkerWatch watch = watch();
		watch.begin(run,
				new OwnLimits(new FailureLimit(null, new StopSwitch()), new UpdateLimit(null, new StopSwitch())));
		assertThat(this.progress.expected).isEqualTo(2);
		decide(run, 3);
		watch.look(run);
		assertThat(this.progress.rows).isEqualTo(1);
		assertThat(this.requests.read().byStatus()).containsEntry("201", 2L);
	}

}
