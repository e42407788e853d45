package org.rolebindings.cli.app;

import java.time.Clock;

import org.rolebindings.api.http.ApiConfiguration;
import org.rolebindings.api.http.ApiProperties;
import org.rolebindings.api.outage.OutageProperties;
import org.rolebindings.cli.console.Messages;
import org.rolebindings.cli.settings.AgeLimit;
import org.rolebindings.cli.settings.CliProperties;
import org.rolebindings.cli.settings.FileAge;
import org.rolebindings.job.RoleBindingImportJobConfiguration;
import org.rolebindings.job.run.ImportProperties;
import org.rolebindings.ledger.LedgerConfiguration;
import org.rolebindings.report.ReportConfiguration;
import org.rolebindings.report.ReportProperties;
import org.rolebindings.sandbox.SandboxProperties;
import org.rolebindings.store.StateNotice;
import org.rolebindings.store.StoreProperties;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.autoconfigure.info.ProjectInfoAutoConfiguration;
import org.springframework.boot.batch.jdbc.autoconfigure.BatchJdbcAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The application behind {@code import}. */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({ BatchJdbcAutoConfiguration.class, DataSourceTransactionManagerAutoConfiguration.class,
		JdbcTemplateAutoConfiguration.class, ProjectInfoAutoConfiguration.class,
		PropertyPlaceholderAutoConfiguration.class })
@EnableConfigurationProperties({ AgeLimit.class, ApiProperties.class, CliProperties.class, ImportProperties.class,
		StoreProperties.class, ReportProperties.class, OutageProperties.class, SandboxProperties.class })
@Import({ ApiConfiguration.class, LedgerConfiguration.class, ReportConfiguration.class,
		RoleBindingImportJobConfiguration.class, ApiAccess.class })
public class ImportApplication {

	@Bean
	FileAge fileAge(AgeLimit limit, Clock clock) {
		return new FileAge(limit, clock);
	}

	@Bean
	StateNotice stateNotice(CliProperties properties, Messages messages) {
		return properties.quiet() ? (sentence) -> {
		} : messages::note;
	}

}
