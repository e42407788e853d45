package org.rolebindings.api;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is in the account, read by the API's client. */
@Configuration(proxyBeanMethods = false)
public class ListingConfiguration {

	@Bean
	AccountListing accountListing(RoleBindingsApi api, RetryRules rules, AnswerWatch watch, StopSwitch stop,
			ApiProperties properties) {
		return new AccountListing(api, rules, watch, stop, properties.concurrency());
	}

}
