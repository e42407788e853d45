package org.rolebindings.job.run;

import org.jspecify.annotations.Nullable;
import org.rolebindings.report.WrittenReports;
import org.rolebindings.stop.StopReason;

/**
 * The result of an import.
 *
 * @param reports the place and the summary of its reports
 * @param stopped why it stopped before its end, or {@code null} if it did not
 */
public record ImportResult(WrittenReports reports, @Nullable StopReason stopped) {
}
