package org.rolebindings.status;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.rolebindings.status.model.HealthComponent;
import org.rolebindings.status.model.WatchStatus;
import org.rolebindings.status.page.ReportsController;
import org.rolebindings.status.page.StatusPageController;

import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.jackson.JacksonEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementContextAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.jvm.JvmMetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.system.SystemMetricsAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.HttpEncodingAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.actuate.web.ServletManagementContextAutoConfiguration;
import org.springframework.boot.thymeleaf.autoconfigure.ThymeleafAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.actuate.endpoint.web.WebMvcHealthEndpointExtensionAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The web server and what it serves. It needs a {@link WatchStatus} bean.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({ TomcatServletWebServerAutoConfiguration.class, DispatcherServletAutoConfiguration.class,
		WebMvcAutoConfiguration.class, ErrorMvcAutoConfiguration.class, HttpEncodingAutoConfiguration.class,
		HttpMessageConvertersAutoConfiguration.class, JacksonAutoConfiguration.class, ThymeleafAutoConfiguration.class,
		EndpointAutoConfiguration.class, WebEndpointAutoConfiguration.class, JacksonEndpointAutoConfiguration.class,
		ManagementContextAutoConfiguration.class, ServletManagementContextAutoConfiguration.class,
		HealthEndpointAutoConfiguration.class, HealthContributorRegistryAutoConfiguration.class,
		WebMvcHealthEndpointExtensionAutoConfiguration.class, MetricsAutoConfiguration.class,
		CompositeMeterRegistryAutoConfiguration.class, PrometheusMetricsExportAutoConfiguration.class,
		JvmMetricsAutoConfiguration.class, SystemMetricsAutoConfiguration.class })
class StatusConfiguration {

	@Bean
	LoopbackFilter loopbackOnly() {
		return new LoopbackFilter();
	}

	@Bean
	StatusPageController statusPageController(WatchStatus status) {
		return new StatusPageController(status);
	}

	@Bean
	ReportsController reportsController(WatchStatus status) {
		return new ReportsController(status.history());
	}

	@Bean
	WatchMetrics watchMetrics(WatchStatus status, PrometheusRegistry registry) {
		WatchMetrics metrics = new WatchMetrics(status);
		registry.register(metrics);
		return metrics;
	}

	@Bean
	HealthIndicator apiHealthIndicator(WatchStatus status) {
		return of(status, HealthComponent.API);
	}

	@Bean
	HealthIndicator inboxHealthIndicator(WatchStatus status) {
		return of(status, HealthComponent.INBOX);
	}

	@Bean
	HealthIndicator databaseHealthIndicator(WatchStatus status) {
		return of(status, HealthComponent.DATABASE);
	}

	@Bean
	HealthIndicator reportsHealthIndicator(WatchStatus status) {
		return of(status, HealthComponent.REPORTS);
	}

	private static HealthIndicator of(WatchStatus status, HealthComponent component) {
		return () -> status.condition(component).health();
	}

}
