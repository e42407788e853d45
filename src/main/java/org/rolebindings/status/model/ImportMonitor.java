package org.rolebindings.status.model;

import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.outage.OutageDetector;
import org.rolebindings.api.pace.RequestGate;
import org.rolebindings.api.pace.RequestMeter;
import org.rolebindings.job.progress.ImportProgress;

/**
 * The running import, if there is one, and the requests of all imports before it. Each
 * import is an application of its own, which registers here.
 */
public final class ImportMonitor {

	private final Map<String, Long> sentBefore = new TreeMap<>();

	private @Nullable RunningImport running;

	ImportMonitor() {
	}

	/**
	 * An import is about to begin.
	 * @param gate the gate of its requests
	 * @param meter counts its requests
	 * @param watch knows of outages
	 * @return what to report its progress to
	 */
	public synchronized ImportProgress begins(RequestGate gate, RequestMeter meter, OutageDetector watch) {
		ends();
		RunningImport begun = new RunningImport(gate, meter, watch);
		this.running = begun;
		return begun;
	}

	synchronized void ends() {
		if (this.running != null) {
			this.running.sent().forEach((status, count) -> this.sentBefore.merge(status, count, Long::sum));
			this.running = null;
		}
	}

	/** The progress of the running import; {@code null} if none is running. */
	public synchronized RunningImport.@Nullable Snapshot snapshot() {
		return (this.running != null) ? this.running.snapshot() : null;
	}

	/** The requests of all imports since the watcher was started, by status. */
	public synchronized Map<String, Long> sent() {
		Map<String, Long> sent = new TreeMap<>(this.sentBefore);
		if (this.running != null) {
			this.running.sent().forEach((status, count) -> sent.merge(status, count, Long::sum));
		}
		return sent;
	}

}
