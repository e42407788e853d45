package org.rolebindings.job;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.zaxxer.hikari.HikariDataSource;
import org.rolebindings.csv.source.InputFile;
import org.rolebindings.job.plan.FilePlanner;
import org.rolebindings.job.plan.Plan;
import org.rolebindings.job.plan.PlanAdvice;
import org.rolebindings.job.run.ImportResult;
import org.rolebindings.job.run.Importer;
import org.rolebindings.job.undo.Revoking;
import org.rolebindings.job.undo.UndoRequest;
import org.rolebindings.job.undo.Undoing;
import org.rolebindings.job.validate.FileValidator;
import org.rolebindings.ledger.run.RunRequest;
import org.rolebindings.report.WrittenReports;
import org.rolebindings.stop.StopReason;
import org.rolebindings.stop.StopSwitch;
import org.rolebindings.store.StoreProperties;
import org.rolebindings.testing.ReportFiles;
import org.rolebindings.testing.TestDatabase;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** One start of the program: what a process would be. */
public final class Start implements AutoCloseable {

	private final ConfigurableApplicationContext context;

	private Start(ConfigurableApplicationContext context) {
		this.context = context;
	}

	/** Starts with properties, named like the options. */
	static Start with(Map<String, String> properties, Class<?>... more) {
		List<String> arguments = new ArrayList<>();
		properties.forEach((name, value) -> arguments.add("--role-bindings." + name + "=" + value));
		TestDatabase.properties(Path.of(properties.get("state")))
			.forEach((name, value) -> arguments.add("--" + name + "=" + value));
		return new Start(new SpringApplicationBuilder(ImportTestConfiguration.class).sources(more)
			.web(WebApplicationType.NONE)
			.logStartupInfo(false)
			.registerShutdownHook(false)
			.run(arguments.toArray(String[]::new)));
	}

	public <T> T get(Class<T> type) {
		return this.context.getBean(type);
	}

	public RecordingProgress progress() {
		return get(RecordingProgress.class);
	}

	public ImportResult run(Path file) {
		return get(Importer.class).run(InputFile.of(file), List.of());
	}

	/** Undoes a run; empty if there is nothing to take back. */
	public Optional<ImportResult> undo(long run) {
		return get(Undoing.class).undo(new UndoRequest(run, null, null), (offer) -> {
		}, List.of());
	}

	/** Deletes the bindings of a file. */
	public ImportResult revoke(Path file) {
		return get(Revoking.class).revoke(InputFile.of(file), (offer) -> {
		}, List.of());
	}

	ImportResult runClaimed(Path file, String claim) {
		return get(Importer.class).runClaimed(InputFile.of(file), claim, List.of());
	}

	public WrittenReports validate(Path file) {
		return get(FileValidator.class).validate(InputFile.of(file), RunRequest.NONE);
	}

	public Plan plan(Path file) {
		return get(FilePlanner.class).plan(InputFile.of(file), (plan) -> PlanAdvice.NONE);
	}

	/** Stops as a signal does. */
	public void stop() {
		get(StopSwitch.class).stop(new StopReason(StopReason.Kind.SIGNAL, "Stopped by the test."));
	}

	/** Takes the database away as the end of the process does. */
	void crash() {
		HikariDataSource dataSource = get(HikariDataSource.class);
		String url = get(StoreProperties.class).databaseUrl();
		if (url == null) {
			shutDown(dataSource);
		}
		dataSource.close();
		if (url != null) {
			TestDatabase.cutOff(url);
		}
	}

	private static void shutDown(HikariDataSource dataSource) {
		try (Connection connection = dataSource.getConnection(); var statement = connection.createStatement()) {
			statement.execute("SHUTDOWN IMMEDIATELY");
		}
		catch (SQLException ex) {
			// It is gone, which is what was wanted.
		}
	}

	@Override
	public void close() {
		this.context.close();
	}

	public static ReportFiles reports(ImportResult result) {
		return new ReportFiles(result.reports().folder());
	}

}
