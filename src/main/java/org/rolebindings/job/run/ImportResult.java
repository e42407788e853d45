package org.rolebindings.job.run;

import org.jspecify.annotations.Nullable;
import org.rolebindings.report.WrittenReports;
import org.rolebindings.stop.StopReason;

/**
 * How an import ended.
 *
 * @param reports where its reports are, and their summary
 * @param stopped why it stopped before its end, or {@code null} if it did not
 */
public record ImportResult(WrittenReports reports, @Nullable StopReason stopped) {
}
