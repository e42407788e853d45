package org.rolebindings.cli.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.rolebindings.cli.console.Messages;
import org.rolebindings.cli.settings.CliProperties;
import org.rolebindings.cli.settings.DurationConverter;
import org.rolebindings.cli.settings.Settings;
import org.rolebindings.csv.source.TemporaryFiles;

import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A command's Spring application. If it has a sandbox or another database, it has a
 * temporary folder that is removed at the end.
 */
public final class Application implements AutoCloseable {

	static {
		// It would load the web server in the background, which only the status page
		// needs
		System.setProperty("spring.backgroundpreinitializer.ignore", "true");
	}

	private final ConfigurableApplicationContext context;

	private final @Nullable Path ownState;

	private Application(ConfigurableApplicationContext context, @Nullable Path ownState) {
		this.context = context;
		this.ownState = ownState;
	}

	/** Starts an application that shares nothing with others. */
	public static Application start(Class<?> configuration, Settings settings, Messages messages) {
		return start(configuration, settings, messages, Shared.NOTHING);
	}

	/**
	 * Starts an application, with the messages as one of its beans.
	 * @param configuration the configuration of its beans
	 * @param settings the settings of the command
	 * @param messages prints messages, from now on in the format of the settings
	 * @param shared what it shares with others of this process
	 * @return the application
	 */
	public static Application start(Class<?> configuration, Settings settings, Messages messages, Shared shared) {
		CliProperties cli = settings.bind(CliProperties.class);
		messages.setFormat(cli.logFormat());
		Path ownState = ownState(cli, settings, shared);
		SpringApplication application = new SpringApplication(configuration);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setBannerMode(Banner.Mode.OFF);
		application.setLogStartupInfo(false);
		application.setRegisterShutdownHook(false);
		application
			.setEnvironment(settings.environment(derived(cli, (ownState != null) ? ownState : shared.sandboxState())));
		application.addInitializers((context) -> {
			context.getBeanFactory()
				.registerSingleton(ConfigurableApplicationContext.CONVERSION_SERVICE_BEAN_NAME,
						DurationConverter.conversionService());
			context.getBeanFactory().registerSingleton(Messages.class.getName(), messages);
			shared.beans()
				.forEach((bean) -> context.getBeanFactory().registerSingleton(bean.getClass().getName(), bean));
		});
		try {
			return new Application(application.run(), ownState);
		}
		catch (RuntimeException | Error ex) {
			remove(ownState);
			throw ex;
		}
	}

	/**
	 * A temporary folder for the state of a sandbox, or for what a run with another
	 * database needs for a while; {@code null} if there is no need for one.
	 */
	private static @Nullable Path ownState(CliProperties cli, Settings settings, Shared shared) {
		if (settings.has("database-url")) {
			return TemporaryFiles.folder("work-");
		}
		return (cli.sandbox() && shared.sandboxState() == null) ? TemporaryFiles.folder("sandbox-") : null;
	}

	/** What follows from the settings. */
	private static Map<String, Object> derived(CliProperties cli, @Nullable Path state) {
		Map<String, Object> derived = new HashMap<>();
		// Spelled in one way, because the configuration of logging reads it
		derived.put("role-bindings.log-format", cli.logFormat().name().toLowerCase(Locale.ROOT));
		if (state != null) {
			derived.put("role-bindings.state", state.toString());
		}
		if (cli.verbose()) {
			derived.put("logging.level.org.rolebindings", "DEBUG");
			// There Spring logs each transaction in the name of a class of ours
			derived.put("logging.level.org.rolebindings.store", "INFO");
			derived.put("logging.level.org.springframework.batch.core.job", "INFO");
			derived.put("logging.level.org.springframework.batch.core.step", "INFO");
		}
		return derived;
	}

	/**
	 * What several applications of one process share.
	 *
	 * @param sandboxState the state of the sandboxed ones, which outlasts them;
	 * {@code null} if each has its own
	 * @param beans exist before the application, and outlast it
	 */
	public record Shared(@Nullable Path sandboxState, List<Object> beans) {

		static final Shared NOTHING = new Shared(null, List.of());

	}

	public <T> T get(Class<T> type) {
		return this.context.getBean(type);
	}

	/** A bean that not every application has. */
	public <T> Optional<T> find(Class<T> type) {
		return Optional.ofNullable(this.context.getBeanProvider(type).getIfAvailable());
	}

	@Override
	public void close() {
		this.context.close();
		remove(this.ownState);
	}

	private static void remove(@Nullable Path folder) {
		try {
			TemporaryFiles.remove(folder);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
