package org.rolebindings.cli.undo;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How bindings are taken back.
 *
 * @param from the {@code succeeded.csv} that is undone, or {@code null}
 * @param only a CSV with the lines that are undone, or {@code null} for all of them
 * @param yes whether nobody is asked
 * @param dryRun whether nothing is changed
 */
@ConfigurationProperties("role-bindings")
public record RemovalSettings(@Nullable Path from, @Nullable Path only, @DefaultValue("false") boolean yes,
		@DefaultValue("false") boolean dryRun) {
}
