package org.rolebindings.testing;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSSecurityException;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests of {@link TestBroker}. */
class TestBrokerTests {

	private static final String QUEUE = "some.queue";

	@Test
	void brokerCarriesMessagesAndForgetsThemWhenItIsStartedAgain() {
		try (TestBroker broker = new TestBroker();
				ActiveMQConnectionFactory connections = new ActiveMQConnectionFactory(
						"tcp://127.0.0.1:" + broker.port())) {
			send(connections, "one");
			assertThat(receive(connections, 20_000)).isEqualTo("one");
			send(connections, "two");
			assertThat(broker.messages(QUEUE)).isEqualTo(1);
			broker.stop();
			broker.start();
			assertThat(broker.messages(QUEUE)).isZero();
			send(connections, "three");
			assertThat(receive(connections, 20_000)).isEqualTo("three");
		}
	}

	@Test
	void brokerTakesNobodyWithoutThePassword() {
		try (TestBroker broker = new TestBroker();
				ActiveMQConnectionFactory connections = new ActiveMQConnectionFactory(
						"tcp://127.0.0.1:" + broker.port())) {
			assertThatExceptionOfType(JMSSecurityException.class)
				.isThrownBy(() -> connections.createConnection(TestBroker.USER, "guess"));
		}
	}

	private static void send(ActiveMQConnectionFactory connections, String text) {
		try (JMSContext context = connections.createContext(TestBroker.USER, TestBroker.PASSWORD)) {
			context.createProducer().send(context.createQueue(QUEUE), text);
		}
	}

	private static String receive(ActiveMQConnectionFactory connections, long millis) {
		try (JMSContext context = connections.createContext(TestBroker.USER, TestBroker.PASSWORD);
				JMSConsumer consumer = context.createConsumer(context.createQueue(QUEUE))) {
			return consumer.receiveBody(String.class, millis);
		}
	}

}
