package org.rolebindings.cli.app;

import java.time.Clock;

import org.rolebindings.api.http.ApiConfiguration;
import org.rolebindings.api.http.ApiProperties;
import org.rolebindings.api.outage.OutageProperties;
import org.rolebindings.cli.settings.AgeLimit;
import org.rolebindings.cli.settings.CliProperties;
import org.rolebindings.cli.settings.FileAge;
import org.rolebindings.job.plan.PlanConfiguration;
import org.rolebindings.job.plan.PlanProperties;
import org.rolebindings.job.run.ImportProperties;
import org.rolebindings.report.ReportProperties;
import org.rolebindings.sandbox.SandboxProperties;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.autoconfigure.info.ProjectInfoAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The application behind {@code plan}; it has no database. */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({ ProjectInfoAutoConfiguration.class, PropertyPlaceholderAutoConfiguration.class })
@EnableConfigurationProperties({ AgeLimit.class, ApiProperties.class, CliProperties.class, ImportProperties.class,
		PlanProperties.class, ReportProperties.class, OutageProperties.class, SandboxProperties.class })
@Import({ ApiConfiguration.class, PlanConfiguration.class, ApiAccess.class })
public class PlanApplication {

	@Bean
	FileAge fileAge(AgeLimit limit) {
		return new FileAge(limit, Clock.systemUTC());
	}

}
