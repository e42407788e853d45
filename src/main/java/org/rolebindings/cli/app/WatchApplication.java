package org.rolebindings.cli.app;

import org.rolebindings.api.http.ApiProperties;
import org.rolebindings.api.outage.OutageProperties;
import org.rolebindings.cli.console.Messages;
import org.rolebindings.cli.key.WatchedKey;
import org.rolebindings.cli.settings.CliProperties;
import org.rolebindings.inbox.InboxProperties;
import org.rolebindings.job.run.ImportProperties;
import org.rolebindings.metrics.MetricsFileProperties;
import org.rolebindings.report.ReportProperties;
import org.rolebindings.sandbox.SandboxProperties;
import org.rolebindings.sandbox.SandboxServer;
import org.rolebindings.status.StatusProperties;
import org.rolebindings.store.StoreProperties;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.autoconfigure.info.ProjectInfoAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The application behind {@code watch}, without the imports, which are applications of
 * their own. It binds the settings of the imports, too, so that mistakes in them are
 * reported at once.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({ ProjectInfoAutoConfiguration.class, PropertyPlaceholderAutoConfiguration.class })
@EnableConfigurationProperties({ ApiProperties.class, CliProperties.class, ImportProperties.class,
		InboxProperties.class, StoreProperties.class, MetricsFileProperties.class, ReportProperties.class,
		OutageProperties.class, SandboxProperties.class, StatusProperties.class })
public class WatchApplication {

	/** One for all files. */
	@Bean
	@ConditionalOnBooleanProperty("role-bindings.sandbox")
	SandboxServer sandboxServer(SandboxProperties properties) {
		return SandboxServer.start(0, properties);
	}

	@Bean
	WatchedKey watchedKey(ApiProperties properties, CliProperties cli, Messages messages) {
		WatchedKey key = new WatchedKey();
		if (!cli.sandbox()) {
			var unused = key.read(properties.apiKeyFile(), cli.quiet() ? (warning) -> {
			} : messages::note);
		}
		return key;
	}

}
