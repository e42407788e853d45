package org.rolebindings.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import io.kubernetes.client.openapi.models.V1CronJob;
import org.rolebindings.testing.Program;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The Kubernetes manifest as Kubernetes reads it. */
final class CronJob {

	private CronJob() {
	}

	/** Its documents: the claim, and the job. */
	static List<JsonElement> documents() {
		try {
			List<JsonElement> documents = new ArrayList<>();
			Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
			for (Object document : yaml.loadAll(Files.readString(Program.project("deploy/cronjob.yaml")))) {
				documents.add(new Gson().toJsonTree(document));
			}
			return documents;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** The job. */
	static V1CronJob read() throws IOException {
		return V1CronJob.fromJson(documents().get(1).toString());
	}

}
