package org.rolebindings.cli.settings;

import java.util.List;

import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What the commands that take a file have in common. */
public final class FileCommands {

	private FileCommands() {
	}

	public static CommandSpec spec(Object command, String description, List<ArgGroupSpec> options) {
		CommandSpec spec = Options.command(command, description, options);
		spec.addPositional(PositionalParamSpec.builder()
			.paramLabel("FILE")
			.index("0")
			.type(String.class)
			.required(true)
			.description("A CSV with the columns role_id, user_id, resource_type and resource_id; - is standard input.")
			.build());
		return spec;
	}

	public static String file(CommandSpec spec) {
		String file = spec.positionalParameters().get(0).getValue();
		if (file == null) {
			throw new IllegalStateException("There is no FILE");
		}
		return file;
	}

}
