package org.rolebindings.cli.app;

import java.time.Duration;

import org.rolebindings.cli.console.ConsoleProgress;
import org.rolebindings.cli.console.Messages;
import org.rolebindings.cli.settings.CliProperties;
import org.rolebindings.csv.CsvSettings;
import org.rolebindings.job.progress.ImportProgress;
import org.rolebindings.job.validate.FileValidationConfiguration;
import org.rolebindings.report.ReportProperties;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The application behind {@code validate}; it has neither a database nor a network. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ CliProperties.class, CsvSettings.class, ReportProperties.class })
@Import(FileValidationConfiguration.class)
public class ValidateApplication {

	@Bean
	ImportProgress importProgress(CliProperties properties, Messages messages) {
		return ConsoleProgress.create(properties, messages, System.err, () -> Duration.ZERO, () -> null);
	}

}
