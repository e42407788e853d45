package org.rolebindings.inbox;

import java.nio.file.Path;
import java.util.List;

/**
 * Several listeners, told in this order.
 *
 * @param listeners the listeners
 */
public record CompositeWatchListener(List<WatchListener> listeners) implements WatchListener {

	@Override
	public void watching(Path inbox) {
		this.listeners.forEach((listener) -> listener.watching(inbox));
	}

	@Override
	public void begins(ClaimedFile file) {
		this.listeners.forEach((listener) -> listener.begins(file));
	}

	@Override
	public void ended(ClaimedFile file, FileOutcome outcome) {
		this.listeners.forEach((listener) -> listener.ended(file, outcome));
	}

	@Override
	public void filed(ClaimedFile file, FileOutcome outcome, Path place) {
		this.listeners.forEach((listener) -> listener.filed(file, outcome, place));
	}

	@Override
	public void unreadable(Path file) {
		this.listeners.forEach((listener) -> listener.unreadable(file));
	}

	@Override
	public void remark(String sentence) {
		this.listeners.forEach((listener) -> listener.remark(sentence));
	}

	@Override
	public void trouble(String sentence) {
		this.listeners.forEach((listener) -> listener.trouble(sentence));
	}

	@Override
	public void recovered() {
		this.listeners.forEach(WatchListener::recovered);
	}

}
