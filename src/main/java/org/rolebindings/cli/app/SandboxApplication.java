package org.rolebindings.cli.app;

import org.rolebindings.cli.settings.ServingProperties;
import org.rolebindings.sandbox.SandboxProperties;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

/** The settings behind {@code sandbox}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ ServingProperties.class, SandboxProperties.class })
public class SandboxApplication {

}
