package org.rolebindings.job.validate;

import java.time.Clock;

import org.rolebindings.csv.CsvSettings;
import org.rolebindings.job.progress.ImportProgress;
import org.rolebindings.report.ReportFolders;
import org.rolebindings.report.ReportProperties;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The bean that checks a file. It needs neither a ledger nor the API. */
@Configuration(proxyBeanMethods = false)
public class FileValidationConfiguration {

	@Bean
	FileValidator fileValidator(CsvSettings settings, ReportProperties reports, ImportProgress progress) {
		return new FileValidator(settings, new ReportFolders(reports.reports()), progress, Clock.systemUTC());
	}

}
