package org.rolebindings.placing;

import org.rolebindings.api.RetryRules;
import org.rolebindings.api.RoleBindingsApi;
import org.rolebindings.api.http.ApiProperties;
import org.rolebindings.api.http.ServerClock;
import org.rolebindings.api.outage.OutageDetector;
import org.rolebindings.api.pace.RequestMeter;
import org.rolebindings.stop.StopSwitch;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans for the window of rows in flight. They need those of the API's client. */
@Configuration(proxyBeanMethods = false)
public class PlacingConfiguration {

	@Bean
	WindowLimits windowLimits(ApiProperties properties) {
		return WindowLimits.ofSenders(properties.concurrency());
	}

	@Bean
	WindowFactory windowFactory(RoleBindingsApi api, RetryRules rules, WindowLimits limits, RequestMeter meter,
			OutageDetector outageDetector, StopSwitch stop, ServerClock serverClock) {
		return new WindowFactory(api, rules, limits, meter, outageDetector, stop, serverClock);
	}

}
