package org.rolebindings.api.http;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

import org.rolebindings.api.RetryRules;
import org.rolebindings.api.RoleBindingsApi;
import org.rolebindings.api.SendingRight;
import org.rolebindings.api.directory.DirectoryApi;
import org.rolebindings.api.outage.ApiPreflight;
import org.rolebindings.api.outage.OutageDetector;
import org.rolebindings.api.outage.OutageProperties;
import org.rolebindings.api.pace.RequestGate;
import org.rolebindings.api.pace.RequestMeter;
import org.rolebindings.api.pace.SharedRate;
import org.rolebindings.stop.StopSwitch;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The beans of the API's client. They need an {@link ApiEndpoint}, {@link ApiProperties}
 * and {@link OutageProperties}.
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
			SuspendAwareClock suspendAwareClock, ObjectProvider<SharedRate> sharedRate) {
		return new RequestGate(properties.rate(), sharedRate.getIfAvailable(), properties.concurrency(), rules, stop,
				suspendAwareClock);
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
	OutageDetector outageDetector(RequestGate gate, RequestMeter meter, StopSwitch stop,
			OutageProperties outageProperties, SuspendAwareClock suspendAwareClock) {
		return new OutageDetector(gate, meter, stop, outageProperties, suspendAwareClock, Clock.systemUTC());
	}

	@Bean
	HttpExchange httpExchange(ApiEndpoint endpoint, ApiProperties properties, BuildProperties build, RequestGate gate,
			RequestMeter meter, ServerClock serverClock, OutageDetector outageDetector, StopSwitch stop,
			SuspendAwareClock suspendAwareClock, ObjectProvider<SendingRight> right) {
		HttpExchange exchange = new HttpExchange(
				HttpClientFactory.create(properties, "role-binding-import/" + build.getVersion(),
						ProxySettings.from(System.getenv())),
				endpoint.key(), new Deadlines(properties.timeout(), suspendAwareClock),
				right.getIfAvailable(() -> (changesExisting) -> {
				}), gate, meter, serverClock, outageDetector, json());
		stop.onStop(() -> exchange.closeAfter(StopSwitch.GRACE));
		return exchange;
	}

	private static JsonMapper json() {
		return JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
	}

	@Bean
	HttpRoleBindingsApi roleBindingsApi(ApiEndpoint endpoint, HttpExchange exchange) {
		return new HttpRoleBindingsApi(endpoint.target(), exchange, json());
	}

	@Bean
	DirectoryApi directoryApi(ApiEndpoint endpoint, HttpExchange exchange) {
		return new HttpDirectoryApi(endpoint.target(), exchange);
	}

	@Bean
	RetryRules retryRules(ApiProperties properties, @Value("${role-bindings.read-lag-millis:5000}") long readLag) {
		// No option sets the time for reads that lag; tests shorten it
		return new RetryRules(properties.maxAttempts(), () -> ThreadLocalRandom.current().nextLong(),
				Duration.ofMillis(readLag));
	}

	@Bean
	ApiPreflight apiPreflight(RoleBindingsApi api, ApiEndpoint endpoint, RetryRules rules, StopSwitch stop) {
		return new ApiPreflight(api, endpoint.target(), rules, stop);
	}

}
