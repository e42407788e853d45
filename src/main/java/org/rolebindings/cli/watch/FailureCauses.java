package org.rolebindings.cli.watch;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.http.UnusableSettingException;
import org.rolebindings.api.outage.NotTheApiException;
import org.rolebindings.cli.console.Failures;
import org.rolebindings.cli.process.InvalidSettingException;
import org.rolebindings.inbox.FileOutcome.Cause;
import org.rolebindings.job.run.NothingStartedException;
import org.rolebindings.job.run.RunBrokenOffException;
import org.rolebindings.report.ReportsUnwritableException;
import org.rolebindings.stop.StopReason;
import org.rolebindings.store.ForeignStateException;
import org.rolebindings.store.StateUnwritableException;

/** Finds out why no file can be imported, if the file is not the reason. */
final class FailureCauses {

	private FailureCauses() {
	}

	/** Why a run stopped. */
	static @Nullable Cause of(StopReason reason) {
		return switch (reason.kind()) {
			case DEAD_KEY -> Cause.KEY;
			case OUTAGE, LONG_PAUSE -> Cause.API;
			case SIGNAL, TOO_MANY_FAILURES, TOO_MANY_UPDATES, RUN_OVER, FAILURE -> null;
		};
	}

	/**
	 * The cause of a failure before or during a run. All settings were checked at the
	 * start, so a setting that is invalid now is the key.
	 */
	static @Nullable Cause of(Throwable failure) {
		Throwable known = Failures.known(failure);
		if (known instanceof NothingStartedException nothing) {
			return of(nothing.reason());
		}
		if (known instanceof InvalidSettingException) {
			return Cause.KEY;
		}
		if (known instanceof NotTheApiException || known instanceof UnusableSettingException) {
			return Cause.API;
		}
		if (known instanceof ReportsUnwritableException
				|| (known instanceof RunBrokenOffException && known.getCause() instanceof ReportsUnwritableException)) {
			return Cause.REPORTS;
		}
		boolean database = known instanceof ForeignStateException || known instanceof StateUnwritableException
				|| known instanceof RunBrokenOffException;
		return database ? Cause.DATABASE : null;
	}

}
