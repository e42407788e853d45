package org.rolebindings.job.repeats;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Repeat;
import org.rolebindings.binding.WantedLine;
import org.rolebindings.job.progress.ImportProgress;
import org.rolebindings.job.scratch.RecordSort;
import org.rolebindings.job.scratch.Scratch;
import org.rolebindings.ledger.RepeatLedger;
import org.rolebindings.ledger.RunLedger;
import org.rolebindings.ledger.run.RunPosition;
import org.rolebindings.stop.StopRequestedException;
import org.rolebindings.stop.StopSwitch;

import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * Decides the rows that repeat or contradict an earlier one. Until it has completed, the
 * whole step can be repeated at any time.
 */
public class RepeatsTasklet implements Tasklet {

	private static final int PAGE_ROWS = 2_000;

	private final long run;

	private final Path state;

	private final RunLedger runs;

	private final RepeatLedger ledger;

	private final ImportProgress progress;

	private final StopSwitch stop;

	public RepeatsTasklet(long run, Path state, RunLedger runs, RepeatLedger ledger, ImportProgress progress,
			StopSwitch stop) {
		this.run = run;
		this.state = state;
		this.runs = runs;
		this.ledger = ledger;
		this.progress = progress;
		this.stop = stop;
	}

	@Override
	public RepeatStatus execute(StepContribution contribution, ChunkContext chunkContext) {
		if (this.runs.get(this.run).position() != RunPosition.REPEATS_FOUND) {
			findRepeats();
			this.runs.reached(this.run, RunPosition.REPEATS_FOUND);
		}
		return RepeatStatus.FINISHED;
	}

	private void findRepeats() {
		List<Repeat> found = new ArrayList<>();
		try (Scratch scratch = Scratch.below(this.state)) {
			new RepeatSearch(scratch.folder()).search(new ValidLines(), (repeat) -> {
				found.add(repeat);
				if (repeat.errorCode() != null) {
					this.progress.failed(repeat.line(), repeat.errorCode(), repeat.message());
				}
				if (found.size() == PAGE_ROWS) {
					write(found);
				}
			});
		}
		write(found);
	}

	private void write(List<Repeat> found) {
		if (!found.isEmpty()) {
			this.ledger.write(this.run, found);
			found.clear();
		}
	}

	/** Reads the valid rows of the run, page by page. */
	private final class ValidLines implements RecordSort.Source<WantedLine> {

		private Iterator<WantedLine> page = Collections.emptyIterator();

		private long after;

		@Override
		public @Nullable WantedLine next() {
			if (!this.page.hasNext()) {
				if (RepeatsTasklet.this.stop.isStopRequested()) {
					throw new StopRequestedException();
				}
				this.page = RepeatsTasklet.this.ledger.validAfter(RepeatsTasklet.this.run, this.after, PAGE_ROWS)
					.iterator();
			}
			if (!this.page.hasNext()) {
				return null;
			}
			WantedLine line = this.page.next();
			this.after = line.line();
			return line;
		}

	}

}
