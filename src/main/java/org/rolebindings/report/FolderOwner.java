package org.rolebindings.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

import org.rolebindings.ledger.run.Run;
import org.rolebindings.report.summary.RunMark;
import org.rolebindings.report.summary.RunSummary;
import org.rolebindings.report.summary.SummaryJson;

/** Which run wrote the reports in a folder, as its summary says. */
enum FolderOwner {

	/** There is no summary. */
	NOBODY,

	/** The summary is the run's. */
	THIS_RUN,

	/** The summary is another run's, or nothing that this program wrote. */
	ANOTHER;

	/** Far more than a summary has; a larger file is not a summary. */
	private static final long MAX_BYTES = 1 << 20;

	static FolderOwner of(Path folder, Run run) {
		Path summary = folder.resolve(RunSummary.FILE_NAME);
		if (!Files.exists(summary, LinkOption.NOFOLLOW_LINKS)) {
			return NOBODY;
		}
		try {
			boolean own = Files.isRegularFile(summary) && Files.size(summary) <= MAX_BYTES
					&& SummaryJson.readMark(Files.readAllBytes(summary)).equals(RunMark.of(run));
			return own ? THIS_RUN : ANOTHER;
		}
		catch (IOException ex) {
			return ANOTHER;
		}
	}

}
