package org.rolebindings.crash.remote;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import static org.awaitility.Awaitility.await;

/** Has things happen to a run, as a seed says. Each of them is over after a while. */
final class Misfortunes {

	private static final int MOST_REQUESTS = 300;

	private static final Duration LONGEST_QUIET = Duration.ofSeconds(10);

	/** Some last for longer than a lease. */
	private static final int LONGEST_MILLIS = 20_000;

	private final Random random;

	private final RemoteSite site;

	private final RemoteRun run;

	private final List<RemoteWorker> workers;

	private final List<CompletableFuture<Void>> recoveries = new ArrayList<>();

	private final List<String> story = new ArrayList<>();

	private RemoteManager manager;

	/** What can happen. */
	private enum Misfortune {

		WORKER_KILLED, WORKER_STOPPED, WORKER_FROZEN, WORKER_JOINS, LINE_CUT, LINE_HELD, MANAGER_KILLED,
		MANAGER_STOPPED, MANAGER_FROZEN, BROKER_RESTARTED, DATABASE_RESTARTED

	}

	Misfortunes(long seed, RemoteSite site, RemoteRun run) {
		this.random = new Random(seed);
		this.site = site;
		this.run = run;
		this.workers = new ArrayList<>(run.startWorkers(3));
		this.manager = run.startManager();
	}

	/** What has happened so far. */
	List<String> story() {
		return this.story;
	}

	/**
	 * Has so many things happen, or as many as happen until the end, and returns who is
	 * the manager when all are over.
	 */
	RemoteManager happen(int count) {
		Misfortune[] all = Misfortune.values();
		for (int i = 0; i < count && !isDone(); i++) {
			awaitSomeRequests();
			happen(all[this.random.nextInt(all.length)]);
			if (!this.manager.process().isAlive() && !isDone()) {
				startManager();
			}
		}
		this.recoveries.forEach(CompletableFuture::join);
		return this.manager;
	}

	private void awaitSomeRequests() {
		long wanted = this.run.account().requests() + this.random.nextInt(MOST_REQUESTS);
		long begun = System.nanoTime();
		await().pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(5))
			.until(() -> this.run.account().requests() >= wanted
					|| System.nanoTime() - begun > LONGEST_QUIET.toNanos());
	}

	private void happen(Misfortune misfortune) {
		int number = this.random.nextInt(this.workers.size());
		RemoteWorker worker = this.workers.get(number);
		this.story.add(misfortune + " " + number);
		switch (misfortune) {
			case WORKER_KILLED -> {
				worker.process().kill();
				this.workers.set(number, this.run.startWorker(Key.OF_WORKER));
			}
			case WORKER_STOPPED -> {
				worker.process().terminate();
				this.workers.set(number, this.run.startWorker(Key.OF_WORKER));
			}
			case WORKER_JOINS -> this.workers.addAll(this.run.startWorkers(1));
			case WORKER_FROZEN -> freeze(worker.process());
			case LINE_CUT -> {
				NetworkLine line = anyLine(worker.machine());
				line.cut();
				later(line::mend);
			}
			case LINE_HELD -> {
				NetworkLine line = anyLine(worker.machine());
				line.hold();
				later(line::mend);
			}
			case MANAGER_KILLED -> this.manager.process().kill();
			case MANAGER_STOPPED -> {
				this.manager.process().terminate();
				this.manager.process().running().result();
			}
			case MANAGER_FROZEN -> freeze(this.manager.process());
			case BROKER_RESTARTED -> {
				this.site.broker().stop();
				this.site.broker().start();
			}
			case DATABASE_RESTARTED -> {
				this.site.server().stopImmediately();
				this.site.server().start();
			}
		}
	}

	private void freeze(RemoteProcess process) {
		process.freeze();
		later(process::wake);
	}

	private NetworkLine anyLine(RemoteMachine machine) {
		return List.of(machine.broker(), machine.database(), machine.api()).get(this.random.nextInt(3));
	}

	private void later(Runnable recovery) {
		int millis = this.random.nextInt(LONGEST_MILLIS);
		this.story.add("for " + millis + " ms");
		this.recoveries.add(
				CompletableFuture.runAsync(recovery, CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS)));
	}

	/** On the same machine, or on another. */
	private void startManager() {
		if (this.random.nextBoolean()) {
			this.manager = this.run.manager();
		}
		RemoteProcess unused = this.manager.start();
	}

	private boolean isDone() {
		RemoteProcess process = this.manager.process();
		return !process.isAlive() && process.running().process().exitValue() <= 1;
	}

}
