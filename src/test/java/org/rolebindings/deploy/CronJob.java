package org.rolebindings.deploy;

import java.io.IOException;
import java.util.List;

import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.models.V1CronJob;

/** The manifest of the nightly import as Kubernetes reads it. */
final class CronJob {

	private CronJob() {
	}

	/** Its documents: the claim, and the job. */
	static List<JsonObject> documents() {
		return YamlDocuments.of("cronjob.yaml");
	}

	/** The job. */
	static V1CronJob read() throws IOException {
		return V1CronJob.fromJson(documents().get(1).toString());
	}

}
