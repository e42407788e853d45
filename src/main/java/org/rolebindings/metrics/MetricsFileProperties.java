package org.rolebindings.metrics;

import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the metrics of a run go.
 *
 * @param metricsFile the file, which is replaced each time, or {@code null} if none is
 * wanted
 */
@ConfigurationProperties("role-bindings")
public record MetricsFileProperties(@Nullable Path metricsFile) {

	/**
	 * Checks the path, so that a mistake is found before a long run and not at its end.
	 * @throws IllegalArgumentException if there is no such folder, or the file is one
	 */
	public MetricsFileProperties {
		if (metricsFile != null) {
			Path folder = metricsFile.toAbsolutePath().getParent();
			if (folder == null || Files.isDirectory(metricsFile)) {
				throw new IllegalArgumentException(
						"--metrics-file is " + metricsFile + ", which is a folder; name a file in it, like "
								+ metricsFile.resolve("role-bindings.prom") + ".");
			}
			if (!Files.isDirectory(folder)) {
				throw new IllegalArgumentException("--metrics-file is " + metricsFile + ", but there is no folder "
						+ folder + "; make it, or name another file.");
			}
		}
	}

}
