package org.rolebindings.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.FileSystemUtils;

/**
 * A command's Spring application. A sandboxed one keeps its state in a folder that goes
 * with it.
 */
final class Application implements AutoCloseable {

	private final ConfigurableApplicationContext context;

	private final SandboxState sandboxState;

	private Application(ConfigurableApplicationContext context, SandboxState sandboxState) {
		this.context = context;
		this.sandboxState = sandboxState;
	}

	static Application start(Class<?> configuration, Settings settings) {
		SandboxState sandboxState = new SandboxState();
		SpringApplication application = new SpringApplication(configuration);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setBannerMode(Banner.Mode.OFF);
		application.setLogStartupInfo(false);
		application.setRegisterShutdownHook(false);
		application.setEnvironment(settings.environment(System.getenv()));
		application.addListeners(sandboxState);
		try {
			return new Application(application.run(), sandboxState);
		}
		catch (RuntimeException ex) {
			sandboxState.remove();
			throw ex;
		}
	}

	<T> T get(Class<T> type) {
		return this.context.getBean(type);
	}

	@Override
	public void close() {
		this.context.close();
		this.sandboxState.remove();
	}

	/** Gives a sandboxed command a state of its own, which nobody takes up. */
	private static final class SandboxState implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {

		private @Nullable Path folder;

		@Override
		public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
			ConfigurableEnvironment environment = event.getEnvironment();
			if (!environment.getProperty("role-bindings.sandbox", Boolean.class, false)) {
				return;
			}
			try {
				this.folder = Files.createTempDirectory("role-bindings-sandbox-");
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
			environment.getPropertySources()
				.addFirst(new MapPropertySource("sandboxState",
						Map.of("role-bindings.state", this.folder.toString())));
		}

		void remove() {
			try {
				FileSystemUtils.deleteRecursively(this.folder);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
