package org.rolebindings.job;

import org.rolebindings.api.http.ApiConfiguration;
import org.rolebindings.api.http.ApiEndpoint;
import org.rolebindings.api.http.ApiKey;
import org.rolebindings.api.http.ApiProperties;
import org.rolebindings.api.outage.OutageProperties;
import org.rolebindings.csv.CsvSettings;
import org.rolebindings.job.export.ExportConfiguration;
import org.rolebindings.job.export.ExportProperties;
import org.rolebindings.job.plan.PlanConfiguration;
import org.rolebindings.job.plan.PlanProperties;
import org.rolebindings.job.run.ImportProperties;
import org.rolebindings.job.undo.UndoConfiguration;
import org.rolebindings.job.validate.FileValidationConfiguration;
import org.rolebindings.ledger.LedgerConfiguration;
import org.rolebindings.report.ReportConfiguration;
import org.rolebindings.report.ReportProperties;
import org.rolebindings.store.StoreProperties;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/** The import without a command line. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableConfigurationProperties({ ApiProperties.class, CsvSettings.class, ImportProperties.class, StoreProperties.class,
		ExportProperties.class, OutageProperties.class, PlanProperties.class, ReportProperties.class })
@Import({ ApiConfiguration.class, LedgerConfiguration.class, ReportConfiguration.class,
		RoleBindingImportJobConfiguration.class, FileValidationConfiguration.class, PlanConfiguration.class,
		ExportConfiguration.class, UndoConfiguration.class })
class ImportTestConfiguration {

	@Bean
	ApiEndpoint apiEndpoint(ApiProperties properties, Environment environment) {
		return new ApiEndpoint(properties.target(),
				ApiKey.of(environment.getProperty("role-bindings.test-key", "test-key")));
	}

	@Bean
	RecordingProgress importProgress() {
		return new RecordingProgress();
	}

}
