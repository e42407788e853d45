package org.rolebindings.cli.settings;

import java.util.List;

import org.rolebindings.cli.process.InvalidSettingException;
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

	/**
	 * Checks that standard input is one thing only.
	 * @throws InvalidSettingException if the file and the key are to come from it, or its
	 * age is to be checked
	 */
	public static void checkInputs(CommandSpec spec, Settings settings) {
		if (!file(spec).equals(FileArgument.STDIN)) {
			return;
		}
		if (settings.has("api-key-file", FileArgument.STDIN)) {
			throw new InvalidSettingException(
					"FILE and --api-key-file are both -, but standard input can only be one of them.");
		}
		if (settings.has("max-age")) {
			throw FileAge.ofStandardInput();
		}
	}

	public static String file(CommandSpec spec) {
		String file = spec.positionalParameters().get(0).getValue();
		if (file == null) {
			throw new IllegalStateException("There is no FILE");
		}
		return file;
	}

}
