package org.rolebindings.job.plan;

import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Function;

import org.rolebindings.api.http.ApiProperties;
import org.rolebindings.api.outage.ApiPreflight;
import org.rolebindings.api.pace.RequestMeter;
import org.rolebindings.job.compare.CompleteComparison;
import org.rolebindings.job.names.FileNames;
import org.rolebindings.job.progress.ImportProgress;
import org.rolebindings.job.progress.RunMeter;
import org.rolebindings.job.run.ImportProperties;
import org.rolebindings.listing.AccountListing;
import org.rolebindings.listing.DirectoryListing;
import org.rolebindings.listing.ListingConfiguration;
import org.rolebindings.report.ReportFolders;
import org.rolebindings.report.ReportProperties;
import org.rolebindings.stop.StopSwitch;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The beans that plan an import. They need those of the API's client, and no ledger. */
@Configuration(proxyBeanMethods = false)
@Import(ListingConfiguration.class)
public class PlanConfiguration {

	@Bean
	PlanOutput planOutput(ImportProperties properties, PlanProperties plan, ReportProperties reports,
			RequestMeter requests, ImportProgress progress) {
		return new PlanOutput(properties, plan.extra(), new ReportFolders(reports.reports()), new RunMeter(requests),
				progress, Clock.systemUTC());
	}

	/** Makes a comparison with the account, with a folder for temporary files. */
	@Bean
	Function<Path, CompleteComparison> completeComparisons(AccountListing listing, ImportProgress progress,
			StopSwitch stop) {
		return (folder) -> new CompleteComparison(listing, progress, stop, System::nanoTime, folder);
	}

	@Bean
	PlanMaker planMaker(ImportProperties properties, ApiProperties api,
			Function<Path, CompleteComparison> completeComparisons, DirectoryListing directories, PlanOutput output,
			ImportProgress progress, StopSwitch stop) {
		return new PlanMaker(properties, completeComparisons,
				new FileNames(directories, api.concurrency(), progress, stop), output, progress, stop);
	}

	@Bean
	FilePlanner filePlanner(ImportProperties properties, ApiPreflight preflight, PlanMaker maker,
			ImportProgress progress, StopSwitch stop) {
		return new FilePlanner(properties, preflight, maker, progress, stop);
	}

}
