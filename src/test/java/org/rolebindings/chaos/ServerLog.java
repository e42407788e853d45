package org.rolebindings.chaos;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the server did and saw. */
final class ServerLog {

	static final String NO_ANSWER = "none";

	private static final long PAUSE_BEGINS = 1_000;

	private static final long PAUSE_ENDS = 1_900;

	private final long origin = System.nanoTime();

	private final Map<String, Long> byStatus = new TreeMap<>();

	private final Map<ChaosFault, Long> faults = new EnumMap<>(ChaosFault.class);

	private final Map<Object, List<String>> events = new HashMap<>();

	private final List<Long> pauses = new ArrayList<>();

	private final List<String> objections = new ArrayList<>();

	private final Set<Target> takenAway = new HashSet<>();

	private Set<Object> knownBeforeKill = Set.of();

	private long requests;

	private long askedToWait;

	/** A request has come. */
	synchronized void arrived(String what) {
		this.requests++;
		long now = millis();
		for (long pause : this.pauses) {
			if (now > pause + PAUSE_BEGINS && now < pause + PAUSE_ENDS) {
				this.objections.add("A request came " + (now - pause)
						+ " ms after the server had asked for a pause of two seconds: " + what);
			}
		}
	}

	/** A request about something is dealt with. */
	synchronized void fault(Object about, String what, ChaosFault fault) {
		this.faults.merge(fault, 1L, Long::sum);
		note(about, what + " " + fault);
		if (fault.asksToWait()) {
			this.askedToWait++;
		}
	}

	/** Something happened to something. */
	synchronized void note(Object about, String what) {
		this.events.computeIfAbsent(about, (key) -> new ArrayList<>()).add(millis() + " ms " + what);
	}

	/** An answer is out, or never will be. */
	synchronized void answered(String status, ChaosFault fault) {
		this.byStatus.merge(status, 1L, Long::sum);
		if (fault.closesTheGate()) {
			this.pauses.add(millis());
		}
	}

	/** Another client takes a binding away on which the program works. */
	synchronized void takenAway(Target target) {
		this.takenAway.add(target);
		note(target, "another client deletes it");
	}

	/** Whether another client has taken a binding away on which the program worked. */
	synchronized boolean isTakenAway() {
		return !this.takenAway.isEmpty();
	}

	/** Whether another client has taken this binding away. */
	synchronized boolean isTakenAway(Target target) {
		return this.takenAway.contains(target);
	}

	/** Whether a program that was killed had sent requests about something. */
	synchronized boolean wasKnownBeforeKill(Object about) {
		return this.knownBeforeKill.contains(about);
	}

	/** The client is killed; the next one knows of no pause. */
	synchronized void killed() {
		this.pauses.clear();
		this.knownBeforeKill = Set.copyOf(this.events.keySet());
	}

	/** Notes what should not have happened. */
	synchronized void objectTo(String what) {
		this.objections.add(what);
	}

	synchronized long requests() {
		return this.requests;
	}

	synchronized long askedToWait() {
		return this.askedToWait;
	}

	synchronized Map<String, Long> byStatus() {
		return new TreeMap<>(this.byStatus);
	}

	synchronized Map<ChaosFault, Long> faults() {
		return new EnumMap<>(this.faults);
	}

	synchronized List<String> events(Object about) {
		return List.copyOf(this.events.getOrDefault(about, List.of()));
	}

	synchronized List<String> objections() {
		return List.copyOf(this.objections);
	}

	private long millis() {
		return (System.nanoTime() - this.origin) / 1_000_000;
	}

}
