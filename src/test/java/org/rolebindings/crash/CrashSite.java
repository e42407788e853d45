package org.rolebindings.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.DynamicTest;
import org.rolebindings.testing.ReportFiles;

import static org.assertj.core.api.Assertions.assertThat;

/** Where imports are made and killed, two at a time. */
public final class CrashSite implements AutoCloseable {

	private static final int AT_A_TIME = 2;

	private static final String[] PUBLISHED = { "failed.csv", "report.html", "succeeded.csv", "summary.json" };

	private final Path folder;

	private final ExecutorService workers = Executors.newFixedThreadPool(AT_A_TIME);

	private final Map<CrashScenario, Long> usualMillis = new ConcurrentHashMap<>();

	private final Map<CrashScenario, Aftermath> undisturbed = new ConcurrentHashMap<>();

	/** A site that has a folder. */
	public CrashSite(Path folder) {
		this.folder = folder;
	}

	/** A test that has begun already when it is asked for its result. */
	DynamicTest test(String name, Callable<?> body) {
		Future<?> result = this.workers.submit(body);
		return DynamicTest.dynamicTest(name, () -> {
			try {
				result.get();
			}
			catch (ExecutionException ex) {
				throw ex.getCause();
			}
		});
	}

	/** Begins an import into an account of its own. */
	MortalImport begin(CrashScenario scenario) {
		CrashAccount account = new CrashAccount(scenario.file(), scenario.server());
		try {
			return new MortalImport(Files.createTempDirectory(this.folder, "import"), scenario, account);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** What the last command leaves where nothing happens to it. */
	Aftermath undisturbed(CrashScenario scenario) {
		return this.undisturbed.computeIfAbsent(scenario.plain(), (plain) -> {
			try (MortalImport imported = begin(plain)) {
				finish(imported, plain.followedBy());
				if (plain.removal().isEmpty()) {
					return imported.aftermath("x-1");
				}
				MortalImport removal = imported.removal();
				finish(removal, plain);
				return removal.aftermath("x-2");
			}
		});
	}

	/** What the last command ends with where nothing happens to it. */
	public int usualCode(CrashScenario scenario) {
		return undisturbed(scenario).failed().isEmpty() ? 0 : 1;
	}

	private void finish(MortalImport undisturbed, CrashScenario plain) {
		long begun = System.nanoTime();
		assertThat(undisturbed.finish().code()).isLessThan(2);
		this.usualMillis.put(plain, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
	}

	/** How long a process takes for the last command where nothing happens to it. */
	long usualMillis(CrashScenario scenario) {
		Aftermath unused = undisturbed(scenario);
		return this.usualMillis.getOrDefault(scenario.plain(), 0L);
	}

	/** Checks that a run left what it would have left undisturbed. */
	void assertLeftAsIfUndisturbed(CrashScenario scenario, MortalImport disturbed, String reportFolder) {
		assertAccountAndReports(scenario, disturbed, reportFolder);
		assertThat(disturbed.namesIn(".role-bindings")).containsExactly("count", "ledger.mv.db", "lock");
	}

	/** The same, wherever the run keeps its state. */
	public void assertAccountAndReports(CrashScenario scenario, MortalImport disturbed, String reportFolder) {
		Aftermath wanted = undisturbed(scenario);
		Aftermath all = disturbed.aftermath(reportFolder);
		Aftermath left = scenario.removal().contains("undo") ? all.withoutGone() : all;
		assertThat(left.account()).isEqualTo(wanted.account());
		assertThat(left.succeeded()).isEqualTo(wanted.succeeded());
		assertThat(left.failed()).isEqualTo(wanted.failed());
		assertThat(left).isEqualTo(wanted);
		ReportFiles reports = disturbed.reports(reportFolder);
		assertThat(reports.summary().get("status").asString()).isEqualTo("COMPLETED");
		assertThat(reports.number("/rows")).isEqualTo(all.rows());
		assertThat(disturbed.namesIn("reports/" + reportFolder)).filteredOn((name) -> !name.equals("gone.csv"))
			.containsExactly(PUBLISHED);
		Figures.compared(left);
	}

	@Override
	public void close() {
		this.workers.shutdown();
	}

}
