package org.rolebindings.job.plan;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.rolebindings.report.page.PageModel;

/**
 * What the page of a plan says besides its rows.
 *
 * @param remarks sentences for a person
 * @param step what to do next, or {@code null} if nothing is left to do
 */
public record PlanAdvice(List<String> remarks, PageModel.@Nullable Step step) {

	/** No advice. */
	public static final PlanAdvice NONE = new PlanAdvice(List.of(), null);

	/** Copies the list. */
	public PlanAdvice {
		remarks = List.copyOf(remarks);
	}

}
