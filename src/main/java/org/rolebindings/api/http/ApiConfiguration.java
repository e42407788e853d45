package org.rolebindings.api.http;

import java.time.Clock;
import java.util.concurrent.ThreadLocalRandom;

import org.rolebindings.api.RetryRules;
import org.rolebindings.api.RoleBindingsApi;
import org.rolebindings.api.outage.AnswerWatch;
import org.rolebindings.api.outage.ApiPreflight;
import org.rolebindings.api.outage.PatienceProperties;
import org.rolebindings.api.pace.RequestGate;
import org.rolebindings.api.pace.RequestMeter;
import org.rolebindings.stop.StopSwitch;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The beans of the API's client. They need an {@link ApiEndpoint}, {@link ApiProperties}
 * and {@link PatienceProperties}.
 */
@Configuration(proxyBeanMethods = false)
public class ApiConfiguration {

	@Bean
	StopSwitch stopSwitch() {
		return new StopSwitch();
	}

	@Bean
	SuspendAwareClock suspendAwareClock() {
		return new SuspendAwareClock(System::nanoTime);
	}

	@Bean
	RequestGate requestGate(ApiProperties properties, RetryRules rules, StopSwitch stop,
			SuspendAwareClock suspendAwareClock) {
		return new RequestGate(properties.rate(), properties.concurrency(), rules, stop, suspendAwareClock);
	}

	@Bean
	RequestMeter requestMeter() {
		return new RequestMeter();
	}

	@Bean
	ServerClock serverClock(ApiProperties properties) {
		return new ServerClock(Clock.systemUTC(), System::nanoTime, properties.timeout());
	}

	@Bean
	AnswerWatch answerWatch(RequestGate gate, RequestMeter meter, StopSwitch stop, PatienceProperties patience,
			SuspendAwareClock suspendAwareClock) {
		return new AnswerWatch(gate, meter, stop, patience, suspendAwareClock, Clock.systemUTC());
	}

	@Bean
	HttpRoleBindingsApi roleBindingsApi(ApiEndpoint endpoint, ApiProperties properties, BuildProperties build,
			RequestGate gate, RequestMeter meter, ServerClock serverClock, AnswerWatch watch, StopSwitch stop,
			SuspendAwareClock suspendAwareClock) {
		JsonMapper json = JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
		HttpExchange exchange = new HttpExchange(
				HttpClientFactory.create(properties, "role-binding-import/" + build.getVersion(),
						ProxySettings.from(System.getenv())),
				endpoint.key(), new Deadlines(properties.timeout(), suspendAwareClock), gate, meter, serverClock, watch,
				json);
		stop.onStop(() -> exchange.closeAfter(StopSwitch.GRACE));
		return new HttpRoleBindingsApi(endpoint.target(), exchange, json);
	}

	@Bean
	RetryRules retryRules(ApiProperties properties) {
		return new RetryRules(properties.maxAttempts(), () -> ThreadLocalRandom.current().nextLong());
	}

	@Bean
	ApiPreflight apiPreflight(RoleBindingsApi api, ApiEndpoint endpoint, RetryRules rules, StopSwitch stop) {
		return new ApiPreflight(api, endpoint.target(), rules, stop);
	}

}
