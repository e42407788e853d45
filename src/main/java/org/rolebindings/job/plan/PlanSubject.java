package org.rolebindings.job.plan;

import org.rolebindings.binding.RunKind;

/**
 * What a plan is made of.
 *
 * @param kind PLAN for an import, UNDO or REVOKE
 * @param fileName the name of the file with the rows
 * @param sha256 the digest of its bytes
 * @param header the columns that the reports repeat
 * @param delimiter what separates two fields
 * @param target the normalised base URL
 */
public record PlanSubject(RunKind kind, String fileName, String sha256, String header, char delimiter, String target) {

	/** Returns the end of the name of the plan's folder. */
	String purpose() {
		return this.kind.takesBack() ? this.kind + "-" + RunKind.PLAN : RunKind.PLAN.toString();
	}

}
