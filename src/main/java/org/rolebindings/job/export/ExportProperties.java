package org.rolebindings.job.export;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Quoting;
import org.rolebindings.binding.ResourceType;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of an export. What can be given several times has one value to a line.
 *
 * @param out the file, {@code -} or {@code null} for standard output
 * @param resourceType SPACE, PROJECT, or empty for both
 * @param user ids and emails, or empty for all users
 * @param role ids and names, or empty for all roles
 * @param space ids and names, or empty for all spaces and projects
 * @param columns the columns
 * @param unnamed the file for bindings without names, or {@code null} for the default
 */
@ConfigurationProperties("role-bindings")
public record ExportProperties(@Nullable String out, @DefaultValue("") String resourceType,
		@DefaultValue("") String user, @DefaultValue("") String role, @DefaultValue("") String space,
		@DefaultValue("ids") ExportColumns columns, @Nullable String unnamed) {

	private static final String STANDARD_OUTPUT = "-";

	private static final String CSV = ".csv";

	/**
	 * Checks the values.
	 * @throws IllegalArgumentException if one is out of its range
	 */
	public ExportProperties {
		for (String type : values(resourceType)) {
			if (ResourceType.parse(type).isEmpty()) {
				throw new IllegalArgumentException(
						"--resource-type is " + Quoting.quoted(type) + "; it takes SPACE or PROJECT.");
			}
		}
		if (unnamed != null && (unnamed.equals(out) || unnamed.equals(STANDARD_OUTPUT))) {
			throw new IllegalArgumentException("--unnamed is " + Quoting.quoted(unnamed)
					+ "; it takes a file of its own, not that of --out or standard output.");
		}
	}

	private static List<String> values(String lines) {
		return lines.lines().filter((line) -> !line.isBlank()).distinct().toList();
	}

	/** Returns the file, or {@code null} for standard output. */
	public @Nullable Path file() {
		return (this.out == null || this.out.equals(STANDARD_OUTPUT)) ? null : Path.of(this.out);
	}

	/**
	 * Returns the file for bindings without names, or {@code null} if they are only
	 * counted.
	 */
	@Nullable Path unnamedFile() {
		Path file = file();
		if (!this.columns.hasNames()) {
			return null;
		}
		if (this.unnamed != null) {
			return Path.of(this.unnamed);
		}
		if (file == null) {
			return null;
		}
		String name = String.valueOf(file.getFileName());
		int end = name.length() - CSV.length();
		boolean isCsv = end >= 0 && name.regionMatches(true, end, CSV, 0, CSV.length());
		return file.resolveSibling((isCsv ? name.substring(0, end) : name) + "-unnamed" + CSV);
	}

	Set<ResourceType> types() {
		Set<ResourceType> types = EnumSet.noneOf(ResourceType.class);
		values(this.resourceType).forEach((type) -> ResourceType.parse(type).ifPresent(types::add));
		return types.isEmpty() ? EnumSet.allOf(ResourceType.class) : types;
	}

	List<String> users() {
		return values(this.user);
	}

	List<String> roles() {
		return values(this.role);
	}

	List<String> spaces() {
		return values(this.space);
	}

}
