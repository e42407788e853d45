package org.rolebindings.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import org.rolebindings.testing.Program;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The YAML files of {@code deploy/}. */
final class YamlDocuments {

	private YamlDocuments() {
	}

	/** The documents of a file, with what their aliases stand for. */
	static List<JsonObject> of(String file) {
		try {
			List<JsonObject> documents = new ArrayList<>();
			Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
			for (Object document : yaml.loadAll(Files.readString(Program.project("deploy/" + file)))) {
				documents.add(new Gson().toJsonTree(document).getAsJsonObject());
			}
			return documents;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
