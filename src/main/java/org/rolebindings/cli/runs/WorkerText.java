package org.rolebindings.cli.runs;

import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Quoting;
import org.rolebindings.binding.Wording;
import org.rolebindings.ledger.remote.WorkerState;

/**
 * A process that took part in a run, as it is printed.
 *
 * @param name its process and machine
 * @param state what it does
 * @param rows how many rows of the run it has decided
 * @param joinedAt when it joined
 * @param seenAt its last sign of life
 * @param message why it has left, or {@code null}
 */
record WorkerText(String name, WorkerState.State state, long rows, Instant joinedAt, Instant seenAt,
		@Nullable String message) {

	static WorkerText of(WorkerState worker) {
		return new WorkerText(worker.name(), worker.state(), worker.decided(), worker.joinedAt(), worker.seenAt(),
				worker.message());
	}

	/** Prints workers as a table, if there are any. */
	static void print(List<WorkerText> workers, PrintStream out) {
		if (workers.isEmpty()) {
			return;
		}
		out.println();
		int width = workers.stream().mapToInt((worker) -> legible(worker.name()).length()).max().orElse(0);
		String format = "  %-" + Math.max("worker".length(), width) + "s  %-7s  %12s  %s";
		out.println(format.formatted("worker", "state", "rows", "last sign of life"));
		for (WorkerText worker : workers) {
			out.println(format.formatted(legible(worker.name()), worker.state(), Wording.of(worker.rows()),
					worker.seenAt().truncatedTo(ChronoUnit.SECONDS)));
			if (worker.message() != null) {
				out.println("    " + legible(worker.message()));
			}
		}
	}

	private static String legible(String text) {
		return Quoting.legible(text, Integer.MAX_VALUE);
	}

}
