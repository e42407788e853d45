package org.rolebindings.job.remote;

import java.util.List;

import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jms.JmsException;
import org.springframework.jms.connection.CachingConnectionFactory;
import org.springframework.jms.core.JmsTemplate;

/**
 * The queue of a broker through which workers hear of ranges. A message only wakes a
 * worker: if one is lost, or comes twice, no row is, because the database knows what is
 * to be done and by whom.
 */
public final class RangeQueue implements AutoCloseable {

	/** The name of the queue. */
	public static final String NAME = "role-bindings.ranges";

	private static final long RECEIVE_MILLIS = 1_000;

	/** The longest wait for an answer of the broker. */
	private static final long CALL_MILLIS = 10_000;

	private final CachingConnectionFactory connections;

	private final JmsTemplate template;

	private final String account;

	private final String selector;

	private final JsonMapper json = new JsonMapper();

	/**
	 * Prepares the connection, which is made when it is needed, and again if it is lost.
	 * @param broker the broker
	 * @param password the password of its user, or {@code null}
	 * @param database tells the database with the runs from others
	 * @param target the normalised base URL
	 */
	public RangeQueue(BrokerUrl broker, @Nullable String password, String database, String target) {
		ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(broker.forClient());
		factory.setUser(broker.user());
		factory.setPassword((broker.password() != null) ? broker.password() : password);
		// Else a worker would keep messages that others could work on
		factory.setConsumerWindowSize(0);
		factory.setCallTimeout(CALL_MILLIS);
		this.connections = new CachingConnectionFactory(factory);
		this.template = new JmsTemplate(this.connections);
		this.template.setReceiveTimeout(RECEIVE_MILLIS);
		this.template.setExplicitQosEnabled(true);
		this.template.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
		this.account = database + " " + target;
		this.selector = "account = " + quoted(this.account);
	}

	private static String quoted(String text) {
		return "'" + text.replace("'", "''") + "'";
	}

	/**
	 * Sends requests.
	 * @param requests the requests, of one start of a run
	 * @throws JmsException if the broker cannot be reached
	 */
	public void send(List<RangeRequest> requests) {
		this.template.execute(NAME, (session, producer) -> {
			for (RangeRequest request : requests) {
				producer.send(message(session, request));
			}
			return null;
		});
	}

	private Message message(Session session, RangeRequest request) throws JMSException {
		Message message = session.createTextMessage(this.json.writeValueAsString(request));
		message.setStringProperty("account", this.account);
		message.setStringProperty("start", start(request.run(), request.start()));
		return message;
	}

	private static String start(long run, int start) {
		return run + "/" + start;
	}

	/**
	 * Returns whether a request of a start of a run waits for a worker.
	 * @throws JmsException if the broker cannot be reached
	 */
	public boolean isAnyWaiting(long run, int start) {
		String ofStart = this.selector + " AND start = " + quoted(start(run, start));
		return Boolean.TRUE.equals(this.template.browseSelected(NAME, ofStart,
				(session, browser) -> browser.getEnumeration().hasMoreElements()));
	}

	/**
	 * Waits for a request, for about a second.
	 * @return the request, or {@code null} if there was none
	 * @throws JmsException if the broker cannot be reached
	 */
	public @Nullable RangeRequest receive() {
		Message message = this.template.receiveSelected(NAME, this.selector);
		try {
			String text = (message instanceof TextMessage written) ? written.getText() : null;
			return (text != null) ? this.json.readValue(text, RangeRequest.class) : null;
		}
		catch (JMSException | JacksonException ex) {
			// Not of this program, or of another version; the database does not need it
			return null;
		}
	}

	@Override
	public void close() {
		this.connections.destroy();
	}

}
