package org.rolebindings.cli.app;

import org.rolebindings.api.http.ApiEndpoint;
import org.rolebindings.api.http.ApiKey;
import org.rolebindings.api.http.ApiProperties;
import org.rolebindings.api.outage.OutageDetector;
import org.rolebindings.api.pace.RequestGate;
import org.rolebindings.api.pace.RequestMeter;
import org.rolebindings.cli.console.CompositeProgress;
import org.rolebindings.cli.console.ConsoleProgress;
import org.rolebindings.cli.console.Messages;
import org.rolebindings.cli.key.ApiKeys;
import org.rolebindings.cli.key.KeySource;
import org.rolebindings.cli.settings.CliProperties;
import org.rolebindings.job.progress.ImportProgress;
import org.rolebindings.sandbox.SandboxProperties;
import org.rolebindings.sandbox.SandboxServer;
import org.rolebindings.status.model.ImportMonitor;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/**
 * What every command that sends requests has: the API's address and key, or a sandbox,
 * and the progress on the console.
 */
@Configuration(proxyBeanMethods = false)
class ApiAccess {

	private static final ApiKey ANY_KEY = ApiKey.of("sandbox");

	@Bean
	@ConditionalOnMissingBean
	KeySource keySource() {
		return ApiKeys::read;
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBooleanProperty("role-bindings.sandbox")
	SandboxServer sandboxServer(SandboxProperties properties) {
		return SandboxServer.start(0, properties);
	}

	@Bean
	ApiEndpoint apiEndpoint(ObjectProvider<SandboxServer> sandbox, ApiProperties properties, KeySource keys,
			ImportProgress progress) {
		SandboxServer server = sandbox.getIfAvailable();
		if (server != null) {
			return new ApiEndpoint(server.baseUrl(), ANY_KEY);
		}
		return new ApiEndpoint(properties.target(), keys.read(properties.apiKeyFile(), progress::note));
	}

	@Bean
	ConsoleProgress consoleProgress(CliProperties properties, Messages messages, RequestGate gate,
			OutageDetector watch) {
		ConsoleProgress progress = ConsoleProgress.create(properties, messages, System.err, gate::closedFor,
				watch::outage);
		watch.onOutage(progress::note);
		return progress;
	}

	@Bean
	@Primary
	ImportProgress importProgress(ConsoleProgress console, ObjectProvider<ImportMonitor> monitor, RequestGate gate,
			RequestMeter meter, OutageDetector watch) {
		ImportMonitor imports = monitor.getIfAvailable();
		return (imports != null) ? new CompositeProgress(console, imports.begins(gate, meter, watch)) : console;
	}

}
