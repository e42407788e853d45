package org.rolebindings.cli.app;

import org.rolebindings.api.http.ApiConfiguration;
import org.rolebindings.api.http.ApiProperties;
import org.rolebindings.api.outage.OutageProperties;
import org.rolebindings.cli.settings.CliProperties;
import org.rolebindings.job.export.ExportConfiguration;
import org.rolebindings.job.export.ExportProperties;
import org.rolebindings.sandbox.SandboxProperties;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.autoconfigure.info.ProjectInfoAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The application behind {@code export}; it has no database. */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({ ProjectInfoAutoConfiguration.class, PropertyPlaceholderAutoConfiguration.class })
@EnableConfigurationProperties({ ApiProperties.class, CliProperties.class, ExportProperties.class,
		OutageProperties.class, SandboxProperties.class })
@Import({ ApiConfiguration.class, ExportConfiguration.class, ApiAccess.class })
public class ExportApplication {

}
