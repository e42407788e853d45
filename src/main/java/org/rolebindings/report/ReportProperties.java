package org.rolebindings.report;

import java.nio.file.Path;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the reports go.
 *
 * @param reports the folder below which each run has a folder of its own; made if it is
 * missing
 */
@ConfigurationProperties("role-bindings")
public record ReportProperties(@DefaultValue("reports") Path reports) {
}
