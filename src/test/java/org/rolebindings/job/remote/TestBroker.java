package org.rolebindings.job.remote;

import jakarta.jms.JMSContext;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** A message broker inside the process, which a test can stop and start again. */
public final class TestBroker implements AutoCloseable {

	private EmbeddedActiveMQ broker;

	private int port;

	public TestBroker() {
		this.broker = start();
	}

	/** Starts it again, on the same port and without the messages. */
	public void restart() {
		close();
		this.broker = start();
	}

	private EmbeddedActiveMQ start() {
		EmbeddedActiveMQ started = new EmbeddedActiveMQ();
		try {
			Configuration configuration = new ConfigurationImpl().setPersistenceEnabled(false)
				.setSecurityEnabled(false)
				.setJMXManagementEnabled(false)
				.addAcceptorConfiguration("tcp", "tcp://127.0.0.1:" + this.port);
			started.setConfiguration(configuration).start();
			this.port = started.getActiveMQServer().getRemotingService().getAcceptor("tcp").getActualPort();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
		return started;
	}

	public BrokerUrl url() {
		return new BrokerUrl("tcp://127.0.0.1:" + this.port);
	}

	/** Sends a text as a message for some account. */
	void send(String account, String text) {
		try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(url().text());
				JMSContext context = factory.createContext()) {
			context.createProducer().setProperty("account", account).send(context.createQueue(RangeQueue.NAME), text);
		}
	}

	@Override
	public void close() {
		try {
			this.broker.stop();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

}
