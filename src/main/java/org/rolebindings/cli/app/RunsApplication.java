package org.rolebindings.cli.app;

import org.rolebindings.cli.console.Messages;
import org.rolebindings.cli.settings.CliProperties;
import org.rolebindings.cli.settings.DurationConverter;
import org.rolebindings.ledger.LedgerConfiguration;
import org.rolebindings.report.ReportConfiguration;
import org.rolebindings.report.ReportProperties;
import org.rolebindings.store.StateNotice;
import org.rolebindings.store.StoreProperties;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.convert.ConversionService;

/** The application behind {@code runs} and {@code report}: ledger and reports, no API. */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({ DataSourceTransactionManagerAutoConfiguration.class, JdbcTemplateAutoConfiguration.class })
@EnableConfigurationProperties({ CliProperties.class, StoreProperties.class, ReportProperties.class })
@Import({ LedgerConfiguration.class, ReportConfiguration.class })
public class RunsApplication {

	@Bean
	static ConversionService conversionService() {
		return DurationConverter.conversionService();
	}

	@Bean
	StateNotice stateNotice(CliProperties properties, Messages messages) {
		return properties.quiet() ? (sentence) -> {
		} : messages::note;
	}

}
