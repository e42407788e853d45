package org.rolebindings.cli.app;

import org.rolebindings.cli.console.Messages;
import org.rolebindings.cli.settings.CliProperties;
import org.rolebindings.cli.settings.DurationConverter;
import org.rolebindings.cli.settings.Settings;
import org.rolebindings.ledger.LedgerConfiguration;
import org.rolebindings.report.ReportConfiguration;
import org.rolebindings.report.ReportProperties;
import org.rolebindings.store.ForeignStateException;
import org.rolebindings.store.StateNotice;
import org.rolebindings.store.StoreProperties;
import org.rolebindings.store.h2.ExistingFolder;

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

	/**
	 * Starts it on a state that is there: it makes none.
	 * @param settings the settings of the command
	 * @param messages prints notes
	 * @return the application
	 * @throws ForeignStateException if there is no state, or none of this program
	 */
	public static Application start(Settings settings, Messages messages) {
		ExistingFolder.require(settings.bind(StoreProperties.class));
		return Application.start(RunsApplication.class, settings.with("makes-tables", "false"), messages);
	}

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
