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
import org.rolebindings.job.scratch.Scratch;
import org.rolebindings.ledger.RepeatLedger;
import org.rolebindings.ledger.RunLedger;
import org.rolebindings.ledger.RunPosition;
import org.rolebindings.stop.StopRequestedException;
import org.rolebindings.stop.StopSwitch;

import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * Decides the rows that repeat or contradict an earlier one. It may be repeated as a
 * whole at any time until all of them are found.
 */
public class RepeatsTasklet implements Tasklet {

	private static final int PAGE = 2_000;

	private final long run;

	private final Path state;

	private final RunLedger runs;

	private final RepeatLedger ledger;

	private final StagedSlots slots;

	private final ImportProgress progress;

	private final StopSwitch stop;

	public RepeatsTasklet(long run, Path state, RunLedger runs, RepeatLedger ledger, StagedSlots slots,
			ImportProgress progress, StopSwitch stop) {
		this.run = run;
		this.state = state;
		this.runs = runs;
		this.ledger = ledger;
		this.slots = slots;
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
		if (this.slots.areCompleteFor(this.run)) {
			try (StagedSlots staged = this.slots; LineNumberFile shared = staged.shared()) {
				decide(new RepeatSearch(staged.folder()), new SharedLines(shared));
			}
		}
		else {
			try (Scratch scratch = Scratch.below(this.state)) {
				decide(new RepeatSearch(scratch.folder()), new AllLines());
			}
		}
	}

	private void decide(RepeatSearch search, LedgerLines lines) {
		List<Repeat> found = new ArrayList<>();
		search.search(lines, (repeat) -> {
			found.add(repeat);
			if (repeat.errorCode() != null) {
				this.progress.failed(repeat.line(), repeat.errorCode(), repeat.message());
			}
			if (found.size() == PAGE) {
				write(found);
			}
		});
		write(found);
	}

	private void write(List<Repeat> found) {
		if (!found.isEmpty()) {
			this.ledger.write(this.run, found);
			found.clear();
		}
	}

	/** Valid lines, a page at a time. */
	private abstract class LedgerLines extends RepeatSearch.Lines {

		private Iterator<WantedLine> page = Collections.emptyIterator();

		@Override
		public @Nullable WantedLine readNext() {
			if (!this.page.hasNext()) {
				if (RepeatsTasklet.this.stop.isThrown()) {
					throw new StopRequestedException();
				}
				this.page = nextPage().iterator();
			}
			return this.page.hasNext() ? this.page.next() : null;
		}

		abstract List<WantedLine> nextPage();

	}

	private final class AllLines extends LedgerLines {

		private long after;

		@Override
		List<WantedLine> nextPage() {
			List<WantedLine> lines = RepeatsTasklet.this.ledger.validAfter(RepeatsTasklet.this.run, this.after, PAGE);
			this.after = lines.isEmpty() ? this.after : lines.get(lines.size() - 1).line();
			return lines;
		}

	}

	/** The lines that share the hash of their slot with another one. */
	private final class SharedLines extends LedgerLines {

		private final LineNumberFile numbers;

		SharedLines(LineNumberFile numbers) {
			this.numbers = numbers;
		}

		@Override
		List<WantedLine> nextPage() {
			long[] page = this.numbers.next(PAGE);
			return (page.length > 0) ? RepeatsTasklet.this.ledger.valid(RepeatsTasklet.this.run, page) : List.of();
		}

	}

}
