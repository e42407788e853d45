package org.rolebindings.report;

import java.nio.file.Path;

/**
 * Reports that are in place.
 *
 * @param folder the folder they are in
 * @param summary what {@code summary.json} says
 */
public record WrittenReports(Path folder, RunSummary summary) {
}
