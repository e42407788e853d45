package org.rolebindings.inbox;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what a watcher tells. */
final class RecordingListener implements WatchListener {

	final List<String> events = new CopyOnWriteArrayList<>();

	final List<Path> unreadable = new CopyOnWriteArrayList<>();

	final List<String> remarks = new CopyOnWriteArrayList<>();

	final List<Path> filed = new CopyOnWriteArrayList<>();

	@Override
	public void watching(Path inbox) {
		this.events.add("watching");
	}

	@Override
	public void begins(ClaimedFile file) {
		this.events.add("begins " + file.name());
	}

	@Override
	public void ended(ClaimedFile file, FileOutcome outcome) {
		this.events.add(outcome.fate() + " " + file.name());
	}

	@Override
	public void filed(ClaimedFile file, FileOutcome outcome, Path place) {
		this.filed.add(place);
		this.events.add("filed " + file.name());
	}

	@Override
	public void unreadable(Path file) {
		this.unreadable.add(file);
	}

	@Override
	public void remark(String sentence) {
		this.remarks.add(sentence);
	}

	@Override
	public void trouble(String sentence) {
		this.events.add("trouble: " + sentence);
	}

	@Override
	public void recovered() {
		this.events.add("recovered");
	}

	long count(String event) {
		return this.events.stream().filter(event::equals).count();
	}

	List<String> troubles() {
		return this.events.stream().filter((event) -> event.startsWith("trouble")).toList();
	}

}
