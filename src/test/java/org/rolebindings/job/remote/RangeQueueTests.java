package org.rolebindings.job.remote;

import java.util.ArrayList;
import java.util.List;

import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.rolebindings.testing.TestBroker;

import org.springframework.jms.JmsException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

class RangeQueueTests {

	private static final TestBroker BROKER = new TestBroker();

	private static final String TARGET = "https://api.arize.com";

	@AfterAll
	static void close() {
		BROKER.close();
	}

	private static RangeQueue queue(String database, String target) {
		return new RangeQueue(new BrokerUrl(BROKER.url()), TestBroker.PASSWORD, database, target);
	}

	/** Sends a text as a message for some account. */
	private static void send(String account, String text) {
		try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(BROKER.url());
				JMSContext context = factory.createContext(TestBroker.USER, TestBroker.PASSWORD)) {
			context.createProducer().setProperty("account", account).send(context.createQueue(RangeQueue.NAME), text);
		}
	}

	@Test
	void receiveReturnsEachRequestToOneWorker() {
		List<RangeRequest> requests = List.of(new RangeRequest(7, 0, 0, 11), new RangeRequest(7, 0, 1, 12),
				new RangeRequest(7, 0, 2, 13));
		try (RangeQueue manager = queue("one", TARGET);
				RangeQueue first = queue("one", TARGET);
				RangeQueue second = queue("one", TARGET)) {
			manager.send(requests);
			List<@Nullable RangeRequest> received = new ArrayList<>();
			received.add(first.receive());
			received.add(second.receive());
			received.add(second.receive());
			assertThat(received).containsExactlyInAnyOrderElementsOf(requests);
			assertThat(manager.isAnyWaiting(7, 0)).isFalse();
		}
	}

	@Test
	void receiveOfAnotherTargetOrDatabaseReturnsNothing() {
		RangeRequest request = new RangeRequest(7, 1, 0, 11);
		try (RangeQueue manager = queue("mine", TARGET + "/it's");
				RangeQueue target = queue("mine", TARGET);
				RangeQueue database = queue("theirs", TARGET + "/it's");
				RangeQueue worker = queue("mine", TARGET + "/it's")) {
			manager.send(List.of(request));
			assertThat(target.receive()).isNull();
			assertThat(database.receive()).isNull();
			assertThat(target.isAnyWaiting(7, 1)).isFalse();
			assertThat(worker.receive()).isEqualTo(request);
		}
	}

	@Test
	void isAnyWaitingIsAboutOneStartOfOneRun() {
		try (RangeQueue manager = queue("waiting", TARGET)) {
			manager.send(List.of(new RangeRequest(7, 2, 0, 11)));
			assertThat(manager.isAnyWaiting(7, 2)).isTrue();
			assertThat(manager.isAnyWaiting(7, 1)).isFalse();
			assertThat(manager.isAnyWaiting(72, 2)).isFalse();
		}
	}

	/** Of another version, or of somebody else. */
	@Test
	void receiveWhenAMessageCannotBeReadReturnsNothingAndThenTheNext() {
		RangeRequest request = new RangeRequest(7, 3, 0, 11);
		try (RangeQueue queue = queue("foreign", TARGET)) {
			for (String text : List.of("", "no JSON", "[]", "null", "{}", "{\"run\":\"x\"}")) {
				send("foreign " + TARGET, text);
			}
			send("foreign " + TARGET, "{\"run\":7,\"start\":3,\"range\":0,\"stepExecution\":11,\"more\":true}");
			for (int foreign = 0; foreign < 6; foreign++) {
				assertThat(queue.receive()).isNull();
			}
			assertThat(queue.receive()).isEqualTo(request);
		}
	}

	@Test
	void receiveWhenAMessageHasNoTextReturnsNothing() {
		try (RangeQueue queue = queue("textless", TARGET);
				ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(BROKER.url());
				JMSContext context = factory.createContext(TestBroker.USER, TestBroker.PASSWORD)) {
			for (Message message : List.of(context.createTextMessage(), context.createBytesMessage(),
					context.createMapMessage())) {
				context.createProducer()
					.setProperty("account", "textless " + TARGET)
					.setProperty("start", "7/5")
					.send(context.createQueue(RangeQueue.NAME), message);
				assertThat(queue.receive()).isNull();
			}
			assertThat(queue.isAnyWaiting(7, 5)).isFalse();
		}
	}

	@Test
	void queueWhenTheBrokerWasAwayWorksAgain() {
		RangeRequest request = new RangeRequest(7, 4, 0, 11);
		try (RangeQueue manager = queue("away", TARGET); RangeQueue worker = queue("away", TARGET)) {
			manager.send(List.of(request));
			assertThat(worker.receive()).isEqualTo(request);
			BROKER.stop();
			assertThatExceptionOfType(JmsException.class).isThrownBy(() -> manager.send(List.of(request)))
				.satisfies((ex) -> assertThat(BrokerProblem.line(ex)).isNotBlank());
			assertThatExceptionOfType(JmsException.class).isThrownBy(worker::receive);
			BROKER.start();
			await().ignoreExceptionsInstanceOf(JmsException.class).until(() -> {
				manager.send(List.of(request));
				return true;
			});
			await().ignoreExceptionsInstanceOf(JmsException.class).until(() -> request.equals(worker.receive()));
		}
	}

}
