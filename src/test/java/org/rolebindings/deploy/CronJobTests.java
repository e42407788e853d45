package org.rolebindings.deploy;

import java.io.IOException;
import java.util.List;

import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1CronJob;
import io.kubernetes.client.openapi.models.V1EnvVar;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaim;
import io.kubernetes.client.openapi.models.V1PodSpec;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Tests of the Kubernetes manifest against the schema of the API's models. */
class CronJobTests {

	private final List<JsonObject> documents = CronJob.documents();

	@Test
	void manifestHasOnlyFieldsThatKubernetesKnowsAndAllThatItNeeds() throws IOException {
		assertThat(this.documents).hasSize(2);
		V1PersistentVolumeClaim.validateJsonElement(this.documents.get(0));
		V1CronJob.validateJsonElement(this.documents.get(1));
		assertThat(V1PersistentVolumeClaim.fromJson(this.documents.get(0).toString()).getKind())
			.isEqualTo("PersistentVolumeClaim");
		assertThat(CronJob.read().getSpec().getConcurrencyPolicy()).isEqualTo("Forbid");
	}

	@Test
	void manifestWhenAFieldIsMisspeltIsRefused() {
		JsonObject cronJob = this.documents.get(1);
		JsonObject spec = cronJob.getAsJsonObject("spec");
		spec.add("concurencyPolicy", spec.remove("concurrencyPolicy"));
		assertThatIllegalArgumentException().isThrownBy(() -> V1CronJob.validateJsonElement(cronJob))
			.withMessageContaining("concurencyPolicy");
	}

	@Test
	void podHasNoMoreRightsThanItNeeds() throws IOException {
		V1PodSpec pod = pod();
		assertThat(pod.getRestartPolicy()).isEqualTo("Never");
		assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
		V1Container container = pod.getContainers().get(0);
		assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
		assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
		assertThat(container.getEnv()).as("the key comes as a file")
			.extracting(V1EnvVar::getName)
			.containsExactly("LANG");
	}

	@Test
	void everyMountHasItsVolume() throws IOException {
		assertThat(pod().getContainers().get(0).getVolumeMounts()).extracting((mount) -> mount.getName())
			.containsExactlyInAnyOrderElementsOf(
					pod().getVolumes().stream().map((volume) -> volume.getName()).toList());
	}

	private V1PodSpec pod() throws IOException {
		return CronJob.read().getSpec().getJobTemplate().getSpec().getTemplate().getSpec();
	}

}
