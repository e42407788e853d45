package org.rolebindings.job.plan;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of a plan.
 *
 * @param extra whether bindings are listed for which the file has no row
 */
@ConfigurationProperties("role-bindings")
public record PlanProperties(@DefaultValue("false") boolean extra) {
}
