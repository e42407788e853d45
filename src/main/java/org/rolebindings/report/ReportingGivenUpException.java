package org.rolebindings.report;

/**
 * A run's reports were not written because the program is to stop. Reports of an earlier
 * start are unchanged.
 */
public final class ReportingGivenUpException extends RuntimeException {

	ReportingGivenUpException(long run) {
		super("The reports of run " + run + " were not written, because the program was stopped.");
	}

}
