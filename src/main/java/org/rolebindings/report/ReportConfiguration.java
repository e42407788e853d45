package org.rolebindings.report;

import org.rolebindings.ledger.ReportLedger;
import org.rolebindings.ledger.RunLedger;
import org.rolebindings.ledger.sample.SampleLedger;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The reports of runs. It needs {@link ReportProperties} and the ledger. */
@Configuration(proxyBeanMethods = false)
public class ReportConfiguration {

	@Bean
	ReportFolders reportFolders(ReportProperties properties) {
		return new ReportFolders(properties.reports());
	}

	@Bean
	RunReports runReports(ReportFolders folders, RunLedger runs, ReportLedger rows, SampleLedger samples) {
		return new RunReports(folders, runs, rows, samples);
	}

}
