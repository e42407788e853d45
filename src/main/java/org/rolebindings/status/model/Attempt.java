package org.rolebindings.status.model;

import java.nio.file.Path;
import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.rolebindings.inbox.ClaimedFile;
import org.rolebindings.inbox.FileOutcome;
import org.rolebindings.report.WrittenReports;

/**
 * The last attempt at a file.
 *
 * @param file the file as it was claimed
 * @param at when the attempt ended
 * @param outcome what came of it
 * @param reports the reports of its run, or {@code null} if there are none
 * @param place where the file is now
 */
public record Attempt(ClaimedFile file, Instant at, FileOutcome outcome, @Nullable WrittenReports reports, Path place) {

	Attempt movedTo(Path newPlace) {
		return new Attempt(this.file, this.at, this.outcome, this.reports, newPlace);
	}

}
