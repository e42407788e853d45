package org.rolebindings.status;

import java.util.Map;

import org.rolebindings.files.CauseChain;
import org.rolebindings.inbox.Backlog;
import org.rolebindings.status.model.WatchStatus;

import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.boot.web.server.WebServerException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;

/**
 * Serves the status of a watcher on a port of the loopback address. The port is the only
 * setting. An environment variable or a file that is meant for another program cannot
 * open the server to other hosts or expose more of it.
 */
public final class StatusServer implements AutoCloseable {

	private static final String SETTINGS = "classpath:/org/rolebindings/status/status.properties";

	private final ConfigurableApplicationContext context;

	private final StatusPoller poller;

	private final int port;

	private StatusServer(ConfigurableApplicationContext context, StatusPoller poller) {
		this.context = context;
		this.poller = poller;
		this.port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

	/**
	 * Starts to serve, to scan the inbox, and to probe the API.
	 * @param port the port, 0 being any free one
	 * @param status the status that the watcher reports
	 * @param backlog scans the inbox
	 * @param probe probes the API while nothing is imported
	 * @return the server
	 * @throws UnusablePortException if it cannot listen on the port
	 */
	public static StatusServer start(int port, WatchStatus status, Backlog backlog, ApiProbe probe) {
		SpringApplication application = new SpringApplication(StatusConfiguration.class);
		application.setBannerMode(Banner.Mode.OFF);
		application.setLogStartupInfo(false);
		application.setRegisterShutdownHook(false);
		application.setEnvironment(environment(port));
		// Logging is set up already, as the settings of the command have it
		application.setListeners(application.getListeners()
			.stream()
			.filter((listener) -> !(listener instanceof LoggingApplicationListener))
			.toList());
		application.addInitializers((context) -> context.getBeanFactory().registerSingleton("watchStatus", status));
		try {
			return new StatusServer(application.run(),
					StatusPoller.begin(status, backlog, new IdleProbe(probe, status, System::nanoTime)));
		}
		catch (RuntimeException ex) {
			throw CauseChain.find(ex, WebServerException.class).isPresent() ? new UnusablePortException(port, ex) : ex;
		}
	}

	private static ConfigurableEnvironment environment(int port) {
		ConfigurableEnvironment environment = new StandardEnvironment() {

			@Override
			protected void customizePropertySources(MutablePropertySources sources) {
				sources.addFirst(new MapPropertySource("status",
						Map.of("server.port", port, "spring.config.location", SETTINGS)));
			}

		};
		return environment;
	}

	/**
	 * Where the page is.
	 * @return the address for a browser on this machine
	 */
	public String address() {
		return "http://127.0.0.1:" + this.port + "/";
	}

	@Override
	public void close() {
		this.poller.close();
		this.context.close();
	}

}
