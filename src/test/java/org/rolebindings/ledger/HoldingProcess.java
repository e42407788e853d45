package org.rolebindings.ledger;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;

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
		Process process = new ProcessBuilder(ProcessHandle.current().info().command().orElse("java"), "-cp",
				System.getProperty("java.class.path"), HoldingProcess.class.getName(), state.toString())
			.redirectError(ProcessBuilder.Redirect.DISCARD)
			.start();
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

	/** Kills the process, which has no chance to do anything about it. */
	void kill() throws InterruptedException {
		this.process.destroyForcibly().waitFor();
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
	}

	public static void main(String[] arguments) throws IOException {
		OpenLedger ledger = new OpenLedger(Path.of(arguments[0]));
		long run = ledger.start();
		ledger.stage(run, 2, 3, 4);
		ledger.created(run, 2);
		ledger.inFlight().mark(run, 3, OpenLedger.MARKED);
		System.out.println(READY);
		int unused = System.in.read();
	}

}
