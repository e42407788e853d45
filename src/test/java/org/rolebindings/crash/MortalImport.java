package org.rolebindings.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.rolebindings.testing.Program;
import org.rolebindings.testing.ReportFiles;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One command that is given again and again, in one folder and to one account, until it
 * comes to its end.
 */
final class MortalImport implements AutoCloseable {

	/** What a process that was killed ends with. */
	static final int KILLED = 137;

	private final Path folder;

	private final Path agent;

	private final Account account;

	private final Program program;

	private final String[] command;

	MortalImport(Path folder, Path agent, Scenario scenario, Account account) {
		this.folder = folder;
		this.agent = agent;
		this.account = account;
		this.program = new Program(folder);
		scenario.file().writeTo(folder);
		List<String> arguments = new ArrayList<>(
				List.of("import", "x.csv", "--base-url", account.baseUrl().toString()));
		arguments.addAll(scenario.options());
		this.command = arguments.toArray(String[]::new);
	}

	Account account() {
		return this.account;
	}

	/** Gives the command, to a process that dies at the moment. */
	void dieAt(String point) {
		assertThat(diesAt(point)).as("Dies at %s", point).isTrue();
	}

	/** Gives the command, to a process that dies at the moment if it comes. */
	boolean diesAt(String point) {
		List<String> options = List.of("-javaagent:" + this.agent + "=" + point);
		Program.Result result = this.program.startWith(options, this.command).result();
		boolean killed = result.code() == KILLED;
		if (killed) {
			Figures.killed();
		}
		else {
			assertThat(result.code()).as(result.err()).isLessThan(2);
		}
		return killed;
	}

	Program.Running start() {
		return this.program.start(this.command);
	}

	/** Gives the command for the last time. */
	Program.Result finish() {
		return start().result();
	}

	ReportFiles reports(String name) {
		return new ReportFiles(this.folder.resolve("reports").resolve(name));
	}

	/** What is left, as one of the report folders has it. */
	Aftermath aftermath(String name) {
		return Aftermath.of(reports(name), this.account);
	}

	/** The names of what is in a folder, sorted. */
	List<String> namesIn(String name) {
		try (Stream<Path> files = Files.list(this.folder.resolve(name))) {
			return files.map((file) -> String.valueOf(file.getFileName())).sorted().toList();
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	@Override
	public void close() {
		this.account.close();
	}

}
