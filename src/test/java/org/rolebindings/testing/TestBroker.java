package org.rolebindings.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * An Artemis broker that a test can stop and start again. It forgets its messages when it
 * is stopped, and takes nobody without the password.
 */
public final class TestBroker implements AutoCloseable {

	/** Whom it takes. */
	public static final String USER = "importer";

	/** The password of this user. */
	public static final String PASSWORD = "mq-5b3a-very-secret";

	private static final String ROLE = "importers";

	private final int port = freePort();

	private @Nullable EmbeddedActiveMQ running;

	/** Starts a broker. */
	public TestBroker() {
		// It tells each message
		((Logger) LoggerFactory.getLogger("org.apache.activemq")).setLevel(Level.ERROR);
		start();
	}

	private static int freePort() {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Starts it on the same port. */
	public synchronized void start() {
		EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
		broker.setConfiguration(configuration());
		broker.setSecurityManager(new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), users()));
		try {
			broker.start();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
		this.running = broker;
	}

	private Configuration configuration() {
		try {
			return new ConfigurationImpl().setPersistenceEnabled(false)
				.setSecurityEnabled(true)
				.addAcceptorConfiguration("tcp", "tcp://127.0.0.1:" + this.port)
				.putSecurityRoles("#", Set.of(role()));
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** It may do what a user of queues has to. */
	private static Role role() {
		return new Role(ROLE, true, true, true, true, true, true, false, true, true, true, false, false);
	}

	private static SecurityConfiguration users() {
		SecurityConfiguration users = new SecurityConfiguration();
		users.addUser(USER, PASSWORD);
		users.addRole(USER, ROLE);
		return users;
	}

	/** Its URL with the user and without the password. */
	public String url() {
		return "tcp://127.0.0.1:" + this.port + "?user=" + USER;
	}

	/** The port that it listens on. */
	public int port() {
		return this.port;
	}

	/**
	 * How many messages wait in a queue, and how many its receivers have not confirmed.
	 */
	public synchronized long messages(String queue) {
		EmbeddedActiveMQ broker = this.running;
		if (broker == null) {
			throw new IllegalStateException("The broker does not run");
		}
		Queue located = broker.getActiveMQServer().locateQueue(SimpleString.of(queue));
		return (located != null) ? located.getMessageCount() : 0;
	}

	/** Stops it if it runs. */
	@Override
	public void close() {
		stop();
	}

	/** Stops it if it runs; connections end. */
	public synchronized void stop() {
		EmbeddedActiveMQ broker = this.running;
		this.running = null;
		if (broker != null) {
			try {
				EmbeddedActiveMQ unused = broker.stop();
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		}
	}

}
