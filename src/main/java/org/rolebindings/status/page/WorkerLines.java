package org.rolebindings.status.page;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Wording;
import org.rolebindings.ledger.remote.WorkerState;

/**
 * The processes that post the rows of the running import, in words.
 *
 * @param shown those that take part, then those that are silent, then the last that left
 * @param more how many others there are
 */
public record WorkerLines(List<WorkerLine> shown, int more) {

	static final WorkerLines NONE = new WorkerLines(List.of(), 0);

	private static final int MOST = 20;

	/**
	 * By what they do; then those that were seen last come first, unless they are at
	 * work.
	 */
	private static final Comparator<WorkerState> ORDER = Comparator.comparing(WorkerLines::group)
		.thenComparing((one, other) -> one.isAtWork() ? 0 : other.seenAt().compareTo(one.seenAt()));

	/**
	 * A process.
	 *
	 * @param id tells it from others
	 * @param name its process and machine
	 * @param state what it does, in words
	 * @param style the name of the state in a style sheet
	 * @param message why it has left, or {@code null}
	 * @param rows how many rows it has decided
	 * @param seen its last sign of life
	 */
	public record WorkerLine(String id, String name, String state, String style, @Nullable String message, String rows,
			DisplayTime seen) {

		static WorkerLine of(WorkerState worker) {
			String state = switch (worker.state()) {
				case WORKING -> "Posts rows";
				case WAITING -> "Waits for rows";
				case CONNECTING -> "Waits for the API";
				case SILENT -> "Silent";
				case LEFT -> "Has left";
			};
			return new WorkerLine(worker.id(), StatusPage.shown(worker.name()), state,
					worker.state().name().toLowerCase(Locale.ROOT),
					(worker.message() != null) ? StatusPage.shown(worker.message()) : null,
					Wording.of(worker.decided()), DisplayTime.of(worker.seenAt()));
		}

	}

	static WorkerLines of(List<WorkerState> workers) {
		return new WorkerLines(workers.stream().sorted(ORDER).limit(MOST).map(WorkerLine::of).toList(),
				Math.max(0, workers.size() - MOST));
	}

	private static int group(WorkerState worker) {
		return switch (worker.state()) {
			case WORKING, WAITING -> 0;
			case CONNECTING -> 1;
			case SILENT -> 2;
			case LEFT -> 3;
		};
	}

}
