package org.rolebindings.cli.watch;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.http.UnusableSettingException;
import org.rolebindings.api.outage.NotTheApiException;
import org.rolebindings.cli.console.Failures;
import org.rolebindings.cli.process.InvalidSettingException;
import org.rolebindings.inbox.Ending.Cause;
import org.rolebindings.job.run.NothingStartedException;
import org.rolebindings.job.run.RunBrokenOffException;
import org.rolebindings.report.ReportsUnwritableException;
import org.rolebindings.stop.StopReason;
import org.rolebindings.store.ForeignStateException;
import org.rolebindings.store.StateUnwritableException;

/** What is to blame if it is not the file. */
final class Causes {

	private Causes() {
	}

	/** Why a run stopped. */
	static @Nullable Cause of(StopReason reason) {
		return switch (reason.kind()) {
			case DEAD_KEY -> Cause.KEY;
			case OUTAGE, LONG_PAUSE -> Cause.API;
			case SIGNAL, TOO_MANY_FAILURES, TOO_MANY_UPDATES, FAILURE -> null;
		};
	}

	/**
	 * Why there was no run, or it broke off. Settings are checked before anything is
	 * watched, so that one that is invalid now is the key.
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
