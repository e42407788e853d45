package org.rolebindings.job.remote;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.rolebindings.api.http.ApiProperties;
import org.rolebindings.api.outage.OutageProperties;
import org.rolebindings.job.run.ImportProperties;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

class RunSettingsTests {

	@Test
	void settingsOfARunCanBeReadByItsWorkers() {
		Map<String, String> given = Map.of("rate", "150", "max-attempts", "3", "outage-timeout", "90s", "max-pause",
				"15m", "max-failures", "7", "max-updates", "0", "timeout", "12s");
		Map<String, String> settings = of(given);
		assertThat(settings).containsOnlyKeys("rate", "max-attempts", "outage-timeout", "max-pause", "max-failures",
				"max-updates", "timeout");
		assertThat(RunSettings.longestTimeout(settings)).isEqualTo(Duration.ofSeconds(12));
		settings.remove("timeout");
		assertThat(settings).containsOnlyKeys(RunSettings.NAMES);
		assertThat(of(settings)).containsAllEntriesOf(settings);
	}

	@Test
	void settingThatARunDoesNotHaveIsNotSet() {
		assertThat(of(Map.of())).doesNotContainKeys("rate", "max-failures", "max-updates")
			.containsEntry("max-attempts", "8")
			.containsEntry("timeout", "30000");
	}

	private static Map<String, String> of(Map<String, String> settings) {
		MapConfigurationPropertySource source = new MapConfigurationPropertySource();
		settings.forEach((name, value) -> source.put("role-bindings." + name, value));
		Binder binder = new Binder(source);
		return RunSettings.of(binder.bindOrCreate("role-bindings", ApiProperties.class),
				binder.bindOrCreate("role-bindings", OutageProperties.class),
				binder.bindOrCreate("role-bindings", ImportProperties.class));
	}

}
