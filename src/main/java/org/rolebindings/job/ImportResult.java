package org.rolebindings.job;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.StopReason;
import org.rolebindings.report.WrittenReports;

/**
 * How an import ended.
 *
 * @param reports where its reports are, and their summary
 * @param stopped why it stopped before its end, or {@code null} if it did not
 */
public record ImportResult(WrittenReports reports, @Nullable StopReason stopped) {
}
