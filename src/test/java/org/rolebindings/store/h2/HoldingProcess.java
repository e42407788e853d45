package org.rolebindings.store.h2;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

import org.rolebindings.ledger.OpenLedger;

/**
 * Another process that holds the state: it has started a run, marked a row, and waits to
 * be killed.
 */
final class HoldingProcess implements AutoCloseable {

	private static final String READY = "ready";

	private final Process process;

	private HoldingProcess(Process process) {
		this.process = process;
	}

	static HoldingProcess start(Path state) throws IOException {
		return start(state.toString());
	}

	/** A process that has locked the folder, and said nothing yet. */
	static HoldingProcess startSilent(Path state) throws IOException {
		return start(state.toString(), "silent");
	}

	private static HoldingProcess start(String... arguments) throws IOException {
		List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElse("java"), "-cp",
				System.getProperty("java.class.path"), HoldingProcess.class.getName()));
		command.addAll(List.of(arguments));
		Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
		BufferedReader out = process.inputReader();
		String line = out.readLine();
		while (line != null && !line.equals(READY)) {
			line = out.readLine();
		}
		if (line == null) {
			throw new AssertionError("The other process ended");
		}
		return new HoldingProcess(process);
	}

	long pid() {
		return this.process.pid();
	}

	/** Kills the process, which has no chance to do anything about it. */
	void kill() throws InterruptedException {
		this.process.destroyForcibly().waitFor();
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
	}

	public static void main(String[] arguments) throws IOException {
		Path state = Path.of(arguments[0]);
		if (arguments.length > 1) {
			FileChannel channel = FileChannel.open(state.resolve(StateLock.FILE), StandardOpenOption.WRITE);
			FileLock unused = channel.lock(StateLock.HELD, 1, false);
		}
		else {
			hold(new OpenLedger(state));
		}
		System.out.println(READY);
		int unused = System.in.read();
	}

	private static void hold(OpenLedger ledger) {
		long run = ledger.start();
		ledger.stage(run, 2, 3, 4);
		ledger.created(run, 2);
		ledger.mark(run, 3, OpenLedger.MARKED);
		ledger.hold().workingOn(run, "x.csv");
	}

}
