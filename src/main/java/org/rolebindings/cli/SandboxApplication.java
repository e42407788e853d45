package org.rolebindings.cli;

import org.rolebindings.sandbox.SandboxProperties;

import org.springframework.boot.context.properties.ConfigurationPropertiesBinding;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The settings behind {@code sandbox}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ PortProperties.class, SandboxProperties.class })
class SandboxApplication {

	@Bean
	@ConfigurationPropertiesBinding
	static DurationConverter durationConverter() {
		return new DurationConverter();
	}

}
