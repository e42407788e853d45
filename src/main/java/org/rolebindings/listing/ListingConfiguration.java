package org.rolebindings.listing;

import org.rolebindings.api.RetryRules;
import org.rolebindings.api.RoleBindingsApi;
import org.rolebindings.api.directory.DirectoryApi;
import org.rolebindings.api.http.ApiProperties;
import org.rolebindings.api.outage.OutageDetector;
import org.rolebindings.api.outage.ServiceProbe;
import org.rolebindings.stop.StopSwitch;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The bean that lists the account. It needs those of the API's client. */
@Configuration(proxyBeanMethods = false)
public class ListingConfiguration {

	@Bean
	AccountListing accountListing(RoleBindingsApi api, RetryRules rules, OutageDetector outageDetector, StopSwitch stop,
			ApiProperties properties) {
		return new AccountListing(api, rules, outageDetector, stop, properties.concurrency());
	}

	@Bean
	DirectoryListing directoryListing(DirectoryApi directories, RoleBindingsApi api, RetryRules rules,
			OutageDetector outageDetector, StopSwitch stop) {
		return new DirectoryListing(directories, rules, new ServiceProbe(api, outageDetector), stop);
	}

}
