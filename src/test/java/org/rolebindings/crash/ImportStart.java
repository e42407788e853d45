package org.rolebindings.crash;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.http.ApiConfiguration;
import org.rolebindings.api.http.ApiEndpoint;
import org.rolebindings.api.http.ApiKey;
import org.rolebindings.api.http.ApiProperties;
import org.rolebindings.api.outage.OutageProperties;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.csv.source.InputFile;
import org.rolebindings.job.RoleBindingImportJobConfiguration;
import org.rolebindings.job.progress.ImportProgress;
import org.rolebindings.job.run.ImportProperties;
import org.rolebindings.job.run.ImportResult;
import org.rolebindings.job.run.Importer;
import org.rolebindings.job.undo.Revoking;
import org.rolebindings.job.undo.UndoConfiguration;
import org.rolebindings.job.undo.UndoRequest;
import org.rolebindings.job.undo.Undoing;
import org.rolebindings.ledger.LedgerConfiguration;
import org.rolebindings.report.ReportConfiguration;
import org.rolebindings.report.ReportProperties;
import org.rolebindings.store.StoreProperties;
import org.rolebindings.testing.TestDatabase;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.info.ProjectInfoAutoConfiguration;
import org.springframework.boot.batch.jdbc.autoconfigure.BatchJdbcAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.MapPropertySource;

/** Starts runs in this JVM: what they consist of, without a command line. */
final class ImportStart {

	private ImportStart() {
	}

	/**
	 * Imports a file.
	 * @param folder where the state and the reports are
	 * @param file the file
	 * @param target the API
	 * @param options the values of options by their names
	 * @return the folder with its reports
	 */
	static Path run(Path folder, Path file, URI target, Map<String, String> options) {
		return start(folder, target, options, Parts.class,
				(context) -> context.getBean(Importer.class).run(InputFile.of(file), List.of()))
			.orElseThrow();
	}

	/**
	 * Undoes the first run.
	 * @param file the file that it imported
	 * @return the folder with the reports of the undo, which is the second run
	 */
	static Path undo(Path folder, Path file, URI target, Map<String, String> options) {
		UndoRequest request = new UndoRequest(1L, null, null);
		Optional<Path> written = start(folder, target, options, RemovalParts.class,
				(context) -> context.getBean(Undoing.class).undo(request, (offer) -> {
				}, List.of()).orElse(null));
		return written.orElse(folder.resolve("reports/x-2"));
	}

	/**
	 * Deletes the bindings of a file.
	 * @return the folder with its reports
	 */
	static Path revoke(Path folder, Path file, URI target, Map<String, String> options) {
		return start(folder, target, options, RemovalParts.class,
				(context) -> context.getBean(Revoking.class).revoke(InputFile.of(file), (offer) -> {
				}, List.of()))
			.orElseThrow();
	}

	private static Optional<Path> start(Path folder, URI target, Map<String, String> options, Class<?> parts,
			Function<ApplicationContext, @Nullable ImportResult> command) {
		Map<String, Object> properties = new HashMap<>();
		properties.put("spring.batch.job.enabled", "false");
		properties.put("spring.batch.jdbc.initialize-schema", "never");
		properties.put("role-bindings.state", folder.resolve("state").toString());
		properties.put("role-bindings.reports", folder.resolve("reports").toString());
		properties.put("role-bindings.base-url", target.toString());
		properties.putAll(TestDatabase.properties(folder.resolve("state")));
		options.forEach((name, value) -> properties.put("role-bindings." + name, value));
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("options", properties));
			context.register(parts);
			context.refresh();
			return Optional.ofNullable(command.apply(context)).map((result) -> result.reports().folder());
		}
	}

	/** The parts of an undo and a revoke. */
	@Configuration(proxyBeanMethods = false)
	@Import({ Parts.class, UndoConfiguration.class })
	static class RemovalParts {

	}

	/** An import's parts. */
	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ BatchJdbcAutoConfiguration.class, DataSourceTransactionManagerAutoConfiguration.class,
			JdbcTemplateAutoConfiguration.class, ProjectInfoAutoConfiguration.class })
	@EnableConfigurationProperties({ ApiProperties.class, ImportProperties.class, StoreProperties.class,
			OutageProperties.class, ReportProperties.class })
	@Import({ ApiConfiguration.class, LedgerConfiguration.class, ReportConfiguration.class,
			RoleBindingImportJobConfiguration.class })
	static class Parts {

		@Bean
		ApiEndpoint apiEndpoint(ApiProperties properties) {
			return new ApiEndpoint(properties.target(), ApiKey.of("any"));
		}

		@Bean
		ImportProgress importProgress() {
			return new NobodyWatches();
		}

	}

	/** Shows nothing. */
	private static final class NobodyWatches implements ImportProgress {

		@Override
		public void note(String sentence) {
		}

		@Override
		public void begin(Phase phase, long rows) {
		}

		@Override
		public void advance() {
		}

		@Override
		public void failed(long line, ErrorCode code, String message) {
		}

	}

}
