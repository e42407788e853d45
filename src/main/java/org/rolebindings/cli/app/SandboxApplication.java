package org.rolebindings.cli.app;

import org.rolebindings.cli.settings.DurationConverter;
import org.rolebindings.cli.settings.ServingProperties;
import org.rolebindings.sandbox.SandboxProperties;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.ConversionService;

/** The settings behind {@code sandbox}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ ServingProperties.class, SandboxProperties.class })
public class SandboxApplication {

	@Bean
	static ConversionService conversionService() {
		return DurationConverter.conversionService();
	}

}
