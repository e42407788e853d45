package org.rolebindings.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Quoting;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The process that holds a state.
 *
 * @param pid its process id
 * @param host the host it runs on
 * @param since when it began to hold the state
 * @param run its run, or {@code null} if it has none yet
 * @param file the file of that run
 */
public record StateHolder(long pid, String host, Instant since, @Nullable Long run, @Nullable String file) {

	private static final JsonMapper JSON = JsonMapper.builder()
		.disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
		.build();

	private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

	private static final int MAX_SHOWN = 200;

	/** This process, as of now. */
	public static StateHolder thisProcess() {
		return new StateHolder(ProcessHandle.current().pid(), hostName(), Instant.now().truncatedTo(ChronoUnit.SECONDS),
				null, null);
	}

	/** The same process, at a run. */
	public StateHolder at(long run, String file) {
		return new StateHolder(this.pid, this.host, this.since, run, file);
	}

	/** The holder, for {@link #fromJson}. */
	public byte[] toJson() {
		return JSON.writeValueAsBytes(this);
	}

	/** Reads what {@link #toJson} wrote; {@code null} if it is something else. */
	public static @Nullable StateHolder fromJson(byte[] json) {
		try {
			StateHolder holder = JSON.readValue(json, StateHolder.class);
			return (holder != null && holder.host != null && holder.since != null) ? holder : null;
		}
		catch (JacksonException ex) {
			return null;
		}
	}

	/** Asks the system first, because looking the name up may take seconds. */
	private static String hostName() {
		try {
			return Files.readString(HOST_NAME).strip();
		}
		catch (IOException ex) {
			try {
				return InetAddress.getLocalHost().getHostName();
			}
			catch (UnknownHostException unknown) {
				return "an unknown host";
			}
		}
	}

	@Override
	public String toString() {
		String process = "process " + this.pid + " on " + Quoting.legible(this.host, MAX_SHOWN) + ", since "
				+ this.since;
		return (this.run == null) ? process : process + ", at run " + this.run
				+ ((this.file != null) ? " of " + Quoting.legible(this.file, MAX_SHOWN) : "");
	}

}
