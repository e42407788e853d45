package org.rolebindings.cli;

import java.time.Clock;

import org.rolebindings.api.AnswerWatch;
import org.rolebindings.api.ApiConfiguration;
import org.rolebindings.api.ApiEndpoint;
import org.rolebindings.api.ApiKey;
import org.rolebindings.api.ApiProperties;
import org.rolebindings.api.PatienceProperties;
import org.rolebindings.api.RequestGate;
import org.rolebindings.api.RequestMeter;
import org.rolebindings.job.ImportProgress;
import org.rolebindings.job.ImportProperties;
import org.rolebindings.job.RoleBindingImportJobConfiguration;
import org.rolebindings.ledger.LedgerConfiguration;
import org.rolebindings.ledger.LedgerProperties;
import org.rolebindings.ledger.StateNotice;
import org.rolebindings.report.ReportConfiguration;
import org.rolebindings.report.ReportProperties;
import org.rolebindings.sandbox.SandboxProperties;
import org.rolebindings.sandbox.SandboxServer;
import org.rolebindings.status.LiveImport;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.autoconfigure.info.ProjectInfoAutoConfiguration;
import org.springframework.boot.batch.jdbc.autoconfigure.BatchJdbcAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.core.convert.ConversionService;

/** The application behind {@code import}. */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({ BatchJdbcAutoConfiguration.class, DataSourceTransactionManagerAutoConfiguration.class,
		JdbcTemplateAutoConfiguration.class, ProjectInfoAutoConfiguration.class,
		PropertyPlaceholderAutoConfiguration.class })
@EnableConfigurationProperties({ AgeLimit.class, ApiProperties.class, CliProperties.class, ImportProperties.class,
		LedgerProperties.class, ReportProperties.class, PatienceProperties.class, SandboxProperties.class })
@Import({ ApiConfiguration.class, LedgerConfiguration.class, ReportConfiguration.class,
		RoleBindingImportJobConfiguration.class })
class ImportApplication {

	private static final ApiKey ANY_KEY = ApiKey.of("sandbox");

	@Bean
	static ConversionService conversionService() {
		return DurationConverter.conversionService();
	}

	@Bean
	@ConditionalOnMissingBean
	KeySource keySource() {
		return ApiKeys::read;
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBooleanProperty("role-bindings.sandbox")
	SandboxServer sandboxServer(SandboxProperties properties) {
		return SandboxServer.start(0, properties);
	}

	@Bean
	ApiEndpoint apiEndpoint(ObjectProvider<SandboxServer> sandbox, ApiProperties properties, KeySource keys,
			ImportProgress progress) {
		SandboxServer server = sandbox.getIfAvailable();
		if (server != null) {
			return new ApiEndpoint(server.baseUrl(), ANY_KEY);
		}
		return new ApiEndpoint(properties.target(), keys.read(properties.apiKeyFile(), progress::note));
	}

	@Bean
	FileAge fileAge(AgeLimit limit, Clock clock) {
		return new FileAge(limit, clock);
	}

	@Bean
	StateNotice stateNotice(CliProperties properties, Messages messages) {
		return properties.quiet() ? (sentence) -> {
		} : messages::note;
	}

	@Bean
	ConsoleProgress consoleProgress(CliProperties properties, Messages messages, RequestGate gate, AnswerWatch watch) {
		ConsoleProgress progress = ConsoleProgress.create(properties, messages, System.err, gate::closedFor,
				watch::outage);
		watch.onOutage(progress::note);
		return progress;
	}

	@Bean
	@Primary
	ImportProgress importProgress(ConsoleProgress console, ObjectProvider<LiveImport> live, RequestGate gate,
			RequestMeter meter, AnswerWatch watch) {
		LiveImport watched = live.getIfAvailable();
		return (watched != null) ? new ProgressTee(console, watched.begins(gate, meter, watch)) : console;
	}

}
