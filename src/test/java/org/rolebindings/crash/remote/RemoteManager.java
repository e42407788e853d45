package org.rolebindings.crash.remote;

import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.rolebindings.crash.MortalImport;

/** A machine on which a manager is started, and started again. */
final class RemoteManager implements AutoCloseable {

	private final RemoteMachine machine;

	private final MortalImport command;

	private @Nullable RemoteProcess process;

	RemoteManager(RemoteMachine machine, MortalImport command) {
		this.machine = machine;
		this.command = command;
	}

	RemoteMachine machine() {
		return this.machine;
	}

	MortalImport command() {
		return this.command;
	}

	/** Gives the command, with more options. */
	RemoteProcess start(String... more) {
		RemoteProcess started = new RemoteProcess(this.command.start(more));
		this.process = started;
		return started;
	}

	/** The process that was started last. */
	RemoteProcess process() {
		return Objects.requireNonNull(this.process);
	}

	@Override
	public void close() {
		if (this.process != null) {
			this.process.kill();
		}
	}

}
