package org.rolebindings.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.rolebindings.csv.TemporaryFiles;

import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.support.EnvironmentPostProcessorApplicationListener;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * A command's Spring application. A sandboxed one keeps its state in a folder that goes
 * with it.
 */
final class Application implements AutoCloseable {

	static {
		// It would load the web server in the background, which only the status page has
		System.setProperty("spring.backgroundpreinitializer.ignore", "true");
	}

	private final ConfigurableApplicationContext context;

	private final DerivedSettings derived;

	private Application(ConfigurableApplicationContext context, DerivedSettings derived) {
		this.context = context;
		this.derived = derived;
	}

	/** Starts an application that has nothing in common with another. */
	static Application start(Class<?> configuration, Settings settings, Messages messages) {
		return start(configuration, settings, messages, Shared.NOTHING, (environment) -> {
		});
	}

	/**
	 * Starts an application, with the messages as one of its beans.
	 * @param configuration what it consists of
	 * @param settings what the command line says
	 * @param messages goes on in the form that the settings ask for
	 * @param shared what it has in common with others of this process
	 * @param prepared is told the settings once all of them are read, before anything
	 * else is done with them
	 * @return the application
	 */
	static Application start(Class<?> configuration, Settings settings, Messages messages, Shared shared,
			Consumer<ConfigurableEnvironment> prepared) {
		DerivedSettings derived = new DerivedSettings(messages, shared.sandboxState(), prepared);
		SpringApplication application = new SpringApplication(configuration);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setBannerMode(Banner.Mode.OFF);
		application.setLogStartupInfo(false);
		application.setRegisterShutdownHook(false);
		application.setEnvironment(settings.environment(System.getenv()));
		application.addListeners(derived);
		application.addInitializers((context) -> {
			context.getBeanFactory().registerSingleton(Messages.class.getName(), messages);
			shared.beans()
				.forEach((bean) -> context.getBeanFactory().registerSingleton(bean.getClass().getName(), bean));
		});
		try {
			return new Application(application.run(), derived);
		}
		catch (RuntimeException ex) {
			derived.removeSandboxState();
			throw ex;
		}
	}

	/**
	 * What several applications of one process have in common.
	 *
	 * @param sandboxState the state of the sandboxed ones, which outlasts them;
	 * {@code null} where each has its own
	 * @param beans are there before all others, and outlast them
	 */
	record Shared(@Nullable Path sandboxState, List<Object> beans) {

		static final Shared NOTHING = new Shared(null, List.of());

	}

	<T> T get(Class<T> type) {
		return this.context.getBean(type);
	}

	@Override
	public void close() {
		this.context.close();
		this.derived.removeSandboxState();
	}

	/** What follows from the settings before anything else reads them. */
	private static final class DerivedSettings
			implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

		/** Spelled in one way, because the configuration of logging reads it. */
		private static final String LOG_FORMAT = "role-bindings.log-format";

		/** After the configuration files are read, before logging is set up. */
		private static final int ORDER = EnvironmentPostProcessorApplicationListener.DEFAULT_ORDER + 1;

		private final Messages messages;

		private final @Nullable Path sharedSandboxState;

		private final Consumer<ConfigurableEnvironment> prepared;

		private @Nullable Path sandboxState;

		DerivedSettings(Messages messages, @Nullable Path sharedSandboxState,
				Consumer<ConfigurableEnvironment> prepared) {
			this.messages = messages;
			this.sharedSandboxState = sharedSandboxState;
			this.prepared = prepared;
		}

		@Override
		public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
			ConfigurableEnvironment environment = event.getEnvironment();
			LogFormat format = Binder.get(environment).bind(LOG_FORMAT, LogFormat.class).orElse(LogFormat.TEXT);
			this.messages.speak(format);
			this.prepared.accept(environment);
			Map<String, Object> derived = new HashMap<>();
			derived.put(LOG_FORMAT, format.name().toLowerCase(Locale.ROOT));
			if (environment.getProperty("role-bindings.sandbox", Boolean.class, false)) {
				derived.put("role-bindings.state", String
					.valueOf((this.sharedSandboxState != null) ? this.sharedSandboxState : makeSandboxState()));
			}
			if (environment.getProperty("role-bindings.verbose", Boolean.class, false)) {
				derived.put("logging.level.org.rolebindings", "DEBUG");
				derived.put("logging.level.org.springframework.batch.core.job", "INFO");
				derived.put("logging.level.org.springframework.batch.core.step", "INFO");
			}
			environment.getPropertySources().addFirst(new MapPropertySource("derived", derived));
		}

		private Path makeSandboxState() {
			this.sandboxState = TemporaryFiles.folder("sandbox-");
			return this.sandboxState;
		}

		@Override
		public int getOrder() {
			return ORDER;
		}

		void removeSandboxState() {
			try {
				TemporaryFiles.remove(this.sandboxState);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
