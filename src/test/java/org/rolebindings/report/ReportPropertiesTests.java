package org.rolebindings.report;

import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

class ReportPropertiesTests {

	@Test
	void reportsWhenNotSetIsFolderInWorkingDirectory() {
		assertThat(bind(Map.of())).isEqualTo(Path.of("reports"));
	}

	@Test
	void reportsWhenSetIsThatFolder() {
		assertThat(bind(Map.of("role-bindings.reports", "/var/lib/my reports/\u00E4")))
			.isEqualTo(Path.of("/var/lib/my reports/\u00E4"));
	}

	@Test
	void reportsWhenEmptyIsAsIfNotSet() {
		assertThat(bind(Map.of("role-bindings.reports", ""))).isEqualTo(Path.of("reports"));
	}

	private static Path bind(Map<String, String> properties) {
		return new Binder(new MapConfigurationPropertySource(properties))
			.bindOrCreate("role-bindings", ReportProperties.class)
			.reports();
	}

}
