package org.rolebindings.deploy;

import java.util.List;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the Compose file against the JSON schema of its specification, which is of
 * October 2021: it refuses what came later.
 */
class ComposeTests {

	private static final String SCHEMA = "compose-spec/compose-spec.json";

	private final JsonObject compose = YamlDocuments.of("compose.yaml").get(0);

	@Test
	void composeFileIsAsItsSpecificationSays() {
		assertThat(SchemaErrors.of(SCHEMA, this.compose)).isEmpty();
		assertThat(services().keySet()).containsExactlyInAnyOrder("database", "broker", "manager", "worker");
	}

	@Test
	void composeFileWhenAFieldIsMisspeltIsRefused() {
		JsonObject worker = service("worker");
		worker.add("stop_grace_periode", worker.remove("stop_grace_period"));
		assertThat(SchemaErrors.of(SCHEMA, this.compose)).singleElement().asString().contains("stop_grace_periode");
	}

	@Test
	void everyNameOfAServiceAVolumeOrASecretIsDefined() {
		for (JsonElement service : services().asMap().values()) {
			JsonObject fields = service.getAsJsonObject();
			if (fields.has("depends_on")) {
				assertThat(services().keySet()).containsAll(fields.getAsJsonObject("depends_on").keySet());
			}
			if (fields.has("secrets")) {
				assertThat(this.compose.getAsJsonObject("secrets").keySet()).containsAll(strings(fields, "secrets"));
			}
			if (fields.has("volumes")) {
				List<String> volumes = strings(fields, "volumes").stream()
					.filter((volume) -> volume.matches("[a-z].*"))
					.map((volume) -> volume.replaceFirst(":.*", ""))
					.toList();
				assertThat(this.compose.getAsJsonObject("volumes").keySet()).containsAll(volumes);
			}
		}
	}

	@Test
	void everyPasswordIsOneOfTheShellAndNoneIsInACommand() {
		for (JsonElement service : services().asMap().values()) {
			service.getAsJsonObject().getAsJsonObject("environment").asMap().forEach((name, value) -> {
				if (name.endsWith("PASSWORD")) {
					assertThat(value.getAsString()).startsWith("${");
				}
			});
		}
		assertThat(strings(service("manager"), "command")).noneMatch((word) -> word.contains("$"));
		assertThat(strings(service("worker"), "command")).noneMatch((word) -> word.contains("$"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "manager", "worker" })
	void serviceHasNoMoreRightsThanItNeedsAndTimeToEnd(String name) {
		JsonObject service = service(name);
		assertThat(service.get("read_only").getAsBoolean()).isTrue();
		assertThat(strings(service, "cap_drop")).containsExactly("ALL");
		assertThat(service.get("stop_grace_period").getAsString()).isEqualTo("60s");
		assertThat(service.has("ports")).isFalse();
	}

	@Test
	void managerAndWorkersUseTheSameDatabaseAndBroker() {
		assertThat(strings(service("manager"), "command").get(2)).isEqualTo("--distributed");
		assertThat(strings(service("worker"), "command").get(0)).isEqualTo("worker");
		assertThat(strings(service("manager"), "command"))
			.containsAll(strings(service("worker"), "command").subList(1, 4));
	}

	private JsonObject services() {
		return this.compose.getAsJsonObject("services");
	}

	private JsonObject service(String name) {
		return services().getAsJsonObject(name);
	}

	private static List<String> strings(JsonObject fields, String name) {
		return fields.getAsJsonArray(name).asList().stream().map(JsonElement::getAsString).toList();
	}

}
