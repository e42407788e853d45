import jakarta.jms.Message;
import jakarta.jms.QueueConnection;
import jakarta.jms.QueueRequestor;
import jakarta.jms.QueueSession;
import jakarta.jms.Session;
import org.apache.activemq.artemis.api.core.management.ResourceNames;
import org.apache.activemq.artemis.api.jms.ActiveMQJMSClient;
import org.apache.activemq.artemis.api.jms.management.JMSManagementHelper;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/**
 * Prints four times a second how many messages came to the queue of ranges since this
 * began: {@code java BrokerCount URL}.
 */
public final class BrokerCount {

	private BrokerCount() {
	}

	public static void main(String[] args) throws Exception {
		ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(args[0]);
		factory.setPassword(System.getenv("ROLE_BINDINGS_BROKER_PASSWORD"));
		QueueConnection connection = factory.createQueueConnection();
		connection.start();
		QueueSession session = connection.createQueueSession(false, Session.AUTO_ACKNOWLEDGE);
		QueueRequestor requestor = new QueueRequestor(session, ActiveMQJMSClient.createQueue("activemq.management"));
		long last = -1;
		long total = 0;
		while (true) {
			Message request = session.createMessage();
			JMSManagementHelper.putAttribute(request, ResourceNames.QUEUE + "role-bindings.ranges", "messagesAdded");
			Message answer = requestor.request(request);
			if (JMSManagementHelper.hasOperationSucceeded(answer)) {
				long now = ((Number) JMSManagementHelper.getResult(answer)).longValue();
				// A queue that nobody uses may be removed, and made again
				total += (last >= 0) ? ((now >= last) ? now - last : now) : 0;
				last = now;
			}
			else if (last < 0) {
				last = 0;
			}
			System.out.println(total);
			Thread.sleep(250);
		}
	}

}
