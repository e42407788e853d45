package org.rolebindings.job.remote.worker;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Decision;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.Outcome;
import org.rolebindings.binding.Quoting;
import org.rolebindings.binding.UnsettledRow;
import org.rolebindings.ledger.RowLedger;
import org.rolebindings.ledger.remote.RangeLedger;
import org.rolebindings.ledger.remote.WorkerProgress;
import org.rolebindings.ledger.run.RunStart;

import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;

/**
 * Writes the decisions of a worker about the rows of a range. A row that its key may not
 * do is left to the other workers: it is FAILED only once each of them has tried it.
 */
final class RangeWriter implements ItemWriter<List<Decision>> {

	/** Why a key may not do a row that another key may. */
	private static final Set<ErrorCode> REFUSALS = EnumSet.of(ErrorCode.FORBIDDEN, ErrorCode.CONFLICT_HIDDEN,
			ErrorCode.NOT_VISIBLE);

	/** The manager tells no more than that of a code. */
	private static final int MOST_TOLD_OF_A_CODE = 20;

	/** In characters; the reports have the whole message. */
	private static final int LONGEST_TOLD = 500;

	private final RunStart owner;

	private final RowLedger rows;

	private final RangeLedger ranges;

	private final WorkerReport report;

	private final SharedLimits limits;

	private final List<UnsettledRow> leftToOthers = new ArrayList<>();

	RangeWriter(RunStart owner, RowLedger rows, RangeLedger ranges, WorkerReport report, SharedLimits limits) {
		this.owner = owner;
		this.rows = rows;
		this.ranges = ranges;
		this.report = report;
		this.limits = limits;
	}

	@Override
	public void write(Chunk<? extends List<Decision>> chunk) {
		chunk.forEach(this::write);
	}

	private void write(List<Decision> batch) {
		this.report.inTransaction(() -> {
			List<Decision> own = own(batch);
			if (!own.isEmpty()) {
				this.rows.decide(this.owner, own);
			}
			List<Decision> failed = own.stream().filter((decision) -> decision.outcome() == Outcome.FAILED).toList();
			this.report.decided(own.size(), failures(failed));
			this.limits.addFailed(failed);
		});
	}

	/** The decisions that this worker makes; it notes the other rows. */
	private List<Decision> own(List<Decision> batch) {
		List<Long> refused = batch.stream().filter(RangeWriter::isRefused).map(Decision::line).toList();
		if (refused.isEmpty()) {
			return batch;
		}
		Set<Long> others = this.ranges.refuse(this.owner.run(), this.report.worker(), refused);
		batch.stream()
			.filter((decision) -> others.contains(decision.line()))
			.map((decision) -> new UnsettledRow(decision.line(), decision.attempts(), decision.doubtSince()))
			.forEach(this.leftToOthers::add);
		return batch.stream().filter((decision) -> !others.contains(decision.line())).toList();
	}

	/** Returns whether a row is FAILED for a reason that may not hold for another key. */
	static boolean isRefused(Decision decision) {
		ErrorCode code = decision.errorCode();
		return decision.outcome() == Outcome.FAILED && code != null && REFUSALS.contains(code);
	}

	/** Lists all failures, with the messages of the first ones of each kind. */
	private static List<WorkerProgress.Failure> failures(List<Decision> failed) {
		Map<ErrorCode, Integer> told = new EnumMap<>(ErrorCode.class);
		return failed.stream().map((decision) -> {
			ErrorCode code = Objects.requireNonNull(decision.errorCode());
			boolean isTold = told.merge(code, 1, Integer::sum) <= MOST_TOLD_OF_A_CODE;
			return new WorkerProgress.Failure(decision.line(), code.name(), isTold ? text(decision.message()) : "");
		}).toList();
	}

	private static String text(@Nullable String message) {
		return (message != null) ? Quoting.legible(message, LONGEST_TOLD) : "";
	}

	/** The rows of the range that other workers are to try. */
	List<UnsettledRow> leftToOthers() {
		return List.copyOf(this.leftToOthers);
	}

}
