package org.rolebindings.status.model;

import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.outage.AnswerWatch;
import org.rolebindings.api.pace.RequestGate;
import org.rolebindings.api.pace.RequestMeter;
import org.rolebindings.job.progress.ImportProgress;

/**
 * The import that goes on, if any, and what all those before it have sent. Each import is
 * an application of its own, which hands its parts over here.
 */
public final class ImportMonitor {

	private final Map<String, Long> sentBefore = new TreeMap<>();

	private @Nullable RunningImport running;

	ImportMonitor() {
	}

	/**
	 * An import is about to begin.
	 * @param gate through which its requests go
	 * @param meter counts them
	 * @param watch knows of outages
	 * @return takes its progress
	 */
	public synchronized ImportProgress begins(RequestGate gate, RequestMeter meter, AnswerWatch watch) {
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

	/** What is seen of it; {@code null} if there is none. */
	public synchronized RunningImport.@Nullable View view() {
		return (this.running != null) ? this.running.view() : null;
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
