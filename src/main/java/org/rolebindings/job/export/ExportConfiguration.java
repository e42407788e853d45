package org.rolebindings.job.export;

import org.rolebindings.api.outage.ApiPreflight;
import org.rolebindings.job.progress.ImportProgress;
import org.rolebindings.listing.AccountListing;
import org.rolebindings.listing.DirectoryListing;
import org.rolebindings.listing.ListingConfiguration;
import org.rolebindings.stop.StopSwitch;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The bean that exports. It needs those of the API's client, and no ledger. */
@Configuration(proxyBeanMethods = false)
@Import(ListingConfiguration.class)
public class ExportConfiguration {

	@Bean
	BindingExporter bindingExporter(ExportProperties properties, ApiPreflight preflight, AccountListing listing,
			DirectoryListing directories, ImportProgress progress, StopSwitch stop) {
		return new BindingExporter(properties, preflight, listing, directories, progress, stop);
	}

}
