package org.rolebindings.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.rolebindings.cli.console.Messages;
import org.rolebindings.cli.settings.LogFormat;
import picocli.AutoComplete;
import picocli.CommandLine;

/**
 * Writes the manual pages and the completion for shells, from the commands and options
 * that the program has. The build of the release bundle starts it.
 */
final class ReferencePages {

	private ReferencePages() {
	}

	/**
	 * Writes them, in the places that they have below {@code /usr/share}.
	 * @param args the folder to write into
	 * @throws IOException if that fails
	 */
	public static void main(String[] args) throws IOException {
		write(Path.of(args[0]), RoleBindings.commandLine(new Messages(System.err, LogFormat.TEXT)));
	}

	static void write(Path share, CommandLine program) throws IOException {
		Path pages = Files.createDirectories(share.resolve("man/man1"));
		writePage(pages, program);
		for (CommandLine command : program.getSubcommands().values()) {
			writePage(pages, command);
		}
		Path completions = Files.createDirectories(share.resolve("bash-completion/completions"));
		Files.writeString(completions.resolve(program.getCommandName()),
				AutoComplete.bash(program.getCommandName(), program));
	}

	private static void writePage(Path pages, CommandLine command) throws IOException {
		Files.writeString(pages.resolve(ManPage.name(command) + ".1"), ManPage.of(command));
	}

}
