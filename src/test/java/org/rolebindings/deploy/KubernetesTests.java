package org.rolebindings.deploy;

import java.io.IOException;
import java.util.List;

import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1EnvVar;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaim;
import io.kubernetes.client.openapi.models.V1PodSpec;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscalerBehavior;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests of the manifests for several machines: against the schema of the API's models,
 * and what is KEDA's against a short schema after its documentation.
 */
class KubernetesTests {

	private static final String KEDA = "keda.json";

	private final List<JsonObject> manager = YamlDocuments.of("kubernetes/manager.yaml");

	private final List<JsonObject> workers = YamlDocuments.of("kubernetes/workers.yaml");

	private final List<JsonObject> scaling = YamlDocuments.of("kubernetes/scaling.yaml");

	@Test
	void manifestsHaveOnlyFieldsThatKubernetesKnowsAndAllThatItNeeds() throws IOException {
		assertThat(this.manager).hasSize(2);
		V1PersistentVolumeClaim.validateJsonElement(this.manager.get(0));
		V1Job.validateJsonElement(this.manager.get(1));
		assertThat(this.workers).hasSize(1);
		V1Deployment.validateJsonElement(this.workers.get(0));
	}

	@Test
	void manifestWhenAFieldIsMisspeltIsRefused() {
		JsonObject spec = this.workers.get(0).getAsJsonObject("spec");
		spec.add("replica", spec.remove("replicas"));
		assertThatIllegalArgumentException().isThrownBy(() -> V1Deployment.validateJsonElement(this.workers.get(0)))
			.withMessageContaining("replica");
	}

	@ParameterizedTest
	@ValueSource(strings = { "manager", "worker" })
	void podHasNoMoreRightsThanItNeedsAndTimeToEnd(String name) throws IOException {
		V1PodSpec pod = pod(name);
		assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
		assertThat(pod.getAutomountServiceAccountToken()).isFalse();
		assertThat(pod.getEnableServiceLinks()).isFalse();
		assertThat(pod.getTerminationGracePeriodSeconds()).isGreaterThanOrEqualTo(30);
		V1Container container = pod.getContainers().get(0);
		assertThat(container.getName()).isEqualTo(name);
		assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
		assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
		assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
		assertThat(container.getResources().getLimits()).containsKey("memory");
	}

	@ParameterizedTest
	@ValueSource(strings = { "manager", "worker" })
	void passwordsComeFromSecretsAndTheKeyAsAFile(String name) throws IOException {
		V1PodSpec pod = pod(name);
		assertThat(pod.getContainers().get(0).getEnv()).extracting(V1EnvVar::getName)
			.containsExactly("LANG", "PGUSER", "PGPASSWORD", "ROLE_BINDINGS_BROKER_PASSWORD");
		assertThat(pod.getContainers().get(0).getEnv())
			.filteredOn((variable) -> variable.getName().contains("PASSWORD"))
			.allSatisfy(
					(variable) -> assertThat(variable.getValueFrom().getSecretKeyRef().getKey()).isEqualTo("password"));
		assertThat(pod.getVolumes()).filteredOn((volume) -> volume.getSecret() != null).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "manager", "worker" })
	void everyMountHasItsVolume(String name) throws IOException {
		assertThat(pod(name).getContainers().get(0).getVolumeMounts()).extracting((mount) -> mount.getName())
			.containsExactlyInAnyOrderElementsOf(
					pod(name).getVolumes().stream().map((volume) -> volume.getName()).toList());
	}

	@Test
	void managerAndWorkersUseTheSameDatabaseAndBroker() throws IOException {
		List<String> arguments = pod("worker").getContainers().get(0).getArgs();
		assertThat(arguments.get(0)).isEqualTo("worker");
		assertThat(pod("manager").getContainers().get(0).getArgs()).contains("import", "--distributed")
			.containsAll(arguments.subList(1, arguments.size()));
	}

	@Test
	void scalingIsAsKedaDocumentsIt() throws IOException {
		assertThat(this.scaling).hasSize(2)
			.allSatisfy((document) -> assertThat(SchemaErrors.of(KEDA, document)).isEmpty());
		V2HorizontalPodAutoscalerBehavior.validateJsonElement(this.scaling.get(1)
			.getAsJsonObject("spec")
			.getAsJsonObject("advanced")
			.getAsJsonObject("horizontalPodAutoscalerConfig")
			.get("behavior"));
	}

	@Test
	void scalingWhenAFieldIsMisspeltIsRefused() {
		JsonObject spec = this.scaling.get(1).getAsJsonObject("spec");
		spec.add("maxReplicas", spec.remove("maxReplicaCount"));
		assertThat(SchemaErrors.of(KEDA, this.scaling.get(1))).isNotEmpty();
	}

	@Test
	void scalingIsOfTheWorkersByTheirQueue() {
		JsonObject spec = this.scaling.get(1).getAsJsonObject("spec");
		assertThat(spec.getAsJsonObject("scaleTargetRef").get("name"))
			.isEqualTo(this.workers.get(0).getAsJsonObject("metadata").get("name"));
		JsonObject trigger = spec.getAsJsonArray("triggers").get(0).getAsJsonObject();
		assertThat(trigger.getAsJsonObject("metadata").get("queueName").getAsString())
			.isEqualTo("role-bindings.ranges");
		assertThat(trigger.getAsJsonObject("authenticationRef").get("name"))
			.isEqualTo(this.scaling.get(0).getAsJsonObject("metadata").get("name"));
	}

	private V1PodSpec pod(String name) throws IOException {
		if (name.equals("manager")) {
			return V1Job.fromJson(this.manager.get(1).toString()).getSpec().getTemplate().getSpec();
		}
		return V1Deployment.fromJson(this.workers.get(0).toString()).getSpec().getTemplate().getSpec();
	}

}
