package org.rolebindings.job.undo;

import org.jspecify.annotations.Nullable;
import org.rolebindings.csv.source.InputFile;

/**
 * What is to be undone: a run of the state, or a report.
 *
 * @param run the number of the run, or {@code null}
 * @param from a {@code succeeded.csv}, or {@code null}; there is either a run or this
 * @param only a CSV with the lines to which the undo is limited, or {@code null}
 */
public record UndoRequest(@Nullable Long run, @Nullable InputFile from, @Nullable InputFile only) {
}
