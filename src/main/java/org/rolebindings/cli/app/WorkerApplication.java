package org.rolebindings.cli.app;

import org.rolebindings.api.http.ApiConfiguration;
import org.rolebindings.api.http.ApiProperties;
import org.rolebindings.api.outage.OutageProperties;
import org.rolebindings.cli.settings.CliProperties;
import org.rolebindings.job.remote.worker.WorkerConfiguration;
import org.rolebindings.job.run.ImportProperties;
import org.rolebindings.ledger.LedgerConfiguration;
import org.rolebindings.sandbox.SandboxProperties;
import org.rolebindings.store.StoreProperties;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.autoconfigure.info.ProjectInfoAutoConfiguration;
import org.springframework.boot.batch.jdbc.autoconfigure.BatchJdbcAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The application of a worker for one start of a run: the ledger and the API. */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({ BatchJdbcAutoConfiguration.class, DataSourceTransactionManagerAutoConfiguration.class,
		JdbcTemplateAutoConfiguration.class, ProjectInfoAutoConfiguration.class,
		PropertyPlaceholderAutoConfiguration.class })
@EnableConfigurationProperties({ ApiProperties.class, CliProperties.class, ImportProperties.class,
		StoreProperties.class, OutageProperties.class, SandboxProperties.class })
@Import({ ApiConfiguration.class, LedgerConfiguration.class, WorkerConfiguration.class, ApiAccess.class })
public class WorkerApplication {

}
