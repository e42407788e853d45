package org.rolebindings.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.cli.console.Messages;
import org.rolebindings.cli.process.InvalidSettingException;
import org.rolebindings.cli.process.Version;
import org.rolebindings.cli.settings.LogFormat;
import org.rolebindings.cli.settings.Settings;
import org.rolebindings.cli.worker.WorkerSession;
import org.rolebindings.job.remote.BrokerUrl;
import org.rolebindings.job.remote.RangeQueue;
import org.rolebindings.job.remote.RangeRequest;
import org.rolebindings.job.run.NothingStartedException;
import org.rolebindings.ledger.remote.DistributedRun;
import org.rolebindings.ledger.remote.Distribution;
import org.rolebindings.ledger.run.RunStart;
import org.rolebindings.stop.StopReason;
import org.rolebindings.testing.TestBroker;
import org.rolebindings.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** Tests for {@link WorkerSession}: what it refuses, and how it ends. */
class WorkerSessionTests {

	private static final String TARGET = "http://127.0.0.1:9";

	private static final TestBroker BROKER = new TestBroker();

	private static final BrokerUrl URL = new BrokerUrl(BROKER.url() + "&password=" + TestBroker.PASSWORD);

	@TempDir
	private static Path folder;

	private static DistributedRun database;

	private static RangeQueue queue;

	private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

	private final Messages messages = new Messages(new PrintStream(this.printed, true, StandardCharsets.UTF_8),
			LogFormat.TEXT);

	@BeforeAll
	static void open() throws IOException {
		database = new DistributedRun(folder);
		queue = new RangeQueue(URL, null, database.distributions.databaseId(), TARGET);
		Files.writeString(folder.resolve("key"), "ak-test-key-of-a-worker");
	}

	@AfterAll
	static void close() {
		queue.close();
		database.close();
		BROKER.close();
	}

	private WorkerSession session(String broker, String... more) {
		return session(broker, folder.resolve("key"), more);
	}

	private WorkerSession session(String broker, Path key, String... more) {
		List<String> arguments = new ArrayList<>(
				List.of("worker", "--database-url", TestDatabase.postgresUrl(folder.resolve("state")), "--broker-url",
						broker, "--base-url", TARGET, "--api-key-file", key.toString()));
		arguments.addAll(List.of(more));
		Settings settings = Settings.of(
				RoleBindings.commandLine(this.messages).parseArgs(arguments.toArray(String[]::new)).subcommand(),
				Map.of(), Map.of(), folder);
		return new WorkerSession(settings, this.messages);
	}

	/** Asks for a range of a run that is distributed in some way. */
	private static void ask(String version, Map<String, String> settings) {
		long run = database.begin(2);
		database.distributions.begin(new Distribution(new RunStart(run, 0), 1, version, settings, null), 1, 0);
		queue.send(List.of(new RangeRequest(run, 0, 0, 1)));
	}

	@Test
	void runWhenARunIsThatOfAnotherVersionSaysSo() {
		try (WorkerSession session = session(URL.text())) {
			ask("0.0.1", Map.of());
			assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(session::run)
				.withMessageContainingAll(" is distributed by version 0.0.1, and this worker is version ",
						". Use workers of the same version.");
		}
	}

	@Test
	void runWhenTheTimeoutIsLongerThanThatOfTheRunSaysSo() {
		try (WorkerSession session = session(URL.text(), "--timeout", "31s")) {
			ask(Version.number(), Map.of("timeout", "30000"));
			assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(session::run)
				.withMessageStartingWith("--timeout of this worker is longer than that of run ")
				.withMessageEndingWith(", which is 30s. Give the worker the same or a shorter one.");
		}
	}

	@Test
	void runWhenTheRunsThatItIsAskedForAreOverWaitsUntilItIsStopped() {
		try (WorkerSession session = session(URL.text())) {
			CompletableFuture<Void> running = new CompletableFuture<>();
			new Thread(() -> {
				try {
					session.run();
					running.complete(null);
				}
				catch (RuntimeException ex) {
					running.completeExceptionally(ex);
				}
			}, "session").start();
			queue.send(List.of(new RangeRequest(1_000, 0, 0, 1), new RangeRequest(1_001, 0, 0, 1)));
			await().until(() -> this.printed.toString(StandardCharsets.UTF_8).contains("This worker waits for rows."));
			await().until(() -> !queue.isAnyWaiting(1_000, 0) && !queue.isAnyWaiting(1_001, 0));
			session.stop(new StopReason(StopReason.Kind.SIGNAL, "It was stopped."));
			assertThat(running).succeedsWithin(Duration.ofSeconds(30));
		}
		assertThat(database.workers.of(1_000)).isEmpty();
	}

	@Test
	void runWhenTheBrokerCannotBeReachedAtTheBeginningEnds() {
		try (WorkerSession session = session("tcp://127.0.0.1:1?user=importer")) {
			assertThatExceptionOfType(NothingStartedException.class).isThrownBy(session::run)
				.withMessageStartingWith("The broker tcp://127.0.0.1:1?user=importer cannot be reached (");
		}
	}

	@Test
	void newWhenTheKeyIsNotThereSaysSo() {
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> session(URL.text(), folder.resolve("nosuch")))
			.withMessageStartingWith("--api-key-file names a file that is not there");
	}

}
