package org.rolebindings.report;



/**
 * The writing of a run's reports was given up because the program is to stop. Reports of
 * an earlier start are as they were.
 */
public final class ReportingGivenUpException extends RuntimeException {

	ReportingGivenUpException(long run) {
		super("The reports of run " + run + " were not written, because the program was stopped.");
	}

}
