package org.rolebindings.sandbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.message.BasicHttpResponse;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.nio.AsyncServerExchangeHandler;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.apache.hc.core5.http.nio.ResponseChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;
import org.rolebindings.sandbox.wire.Answer;
import org.rolebindings.sandbox.wire.Body;
import org.rolebindings.sandbox.wire.Request;
import org.rolebindings.sandbox.wire.RequestIds;

/**
 * Reads one request, hands it to the handler once it is complete, and sends the answer.
 */
final class Exchange implements AsyncServerExchangeHandler {

	private final String id;

	private final RequestHandler handler;

	private final Delay delay;

	private final Body body = new Body();

	private Runnable whenRead = () -> {
	};

	private volatile @Nullable AsyncEntityProducer content;

	Exchange(String id, RequestHandler handler, Delay delay) {
		this.id = id;
		this.handler = handler;
		this.delay = delay;
	}

	@Override
	public void handleRequest(HttpRequest head, @Nullable EntityDetails entity, ResponseChannel channel,
			HttpContext context) {
		Request request = request(head);
		this.whenRead = () -> {
			Answer answer = this.handler.answer(request);
			this.delay.send(() -> send(answer, channel, context));
		};
		if (entity == null) {
			this.whenRead.run();
		}
	}

	private Request request(HttpRequest head) {
		String target = (head.getPath() != null) ? head.getPath() : "";
		int mark = target.indexOf('?');
		String path = (mark < 0) ? target : target.substring(0, mark);
		String query = (mark < 0) ? null : target.substring(mark + 1);
		return new Request(this.id, head.getMethod(), path, query, value(head, HttpHeaders.AUTHORIZATION),
				value(head, HttpHeaders.CONTENT_TYPE), this.body);
	}

	private static @Nullable String value(HttpRequest head, String name) {
		Header header = head.getFirstHeader(name);
		return (header != null) ? header.getValue() : null;
	}

	private void send(@Nullable Answer answer, ResponseChannel channel, HttpContext context) {
		if (answer == null) {
			channel.terminateExchange();
			return;
		}
		HttpResponse response = new BasicHttpResponse(answer.status());
		response.setHeader(RequestIds.HEADER, this.id);
		answer.headers().forEach(response::setHeader);
		this.content = answer.body();
		try {
			channel.sendResponse(response, answer.body(), context);
		}
		catch (HttpException | IOException ex) {
			// The client has gone.
			channel.terminateExchange();
		}
	}

	@Override
	public void updateCapacity(CapacityChannel capacity) throws IOException {
		capacity.update(Integer.MAX_VALUE);
	}

	@Override
	public void consume(ByteBuffer bytes) {
		this.body.append(bytes);
	}

	@Override
	public void streamEnd(@Nullable List<? extends Header> trailers) {
		this.whenRead.run();
	}

	@Override
	public int available() {
		AsyncEntityProducer producer = this.content;
		return (producer != null) ? producer.available() : 0;
	}

	@Override
	public void produce(DataStreamChannel channel) throws IOException {
		AsyncEntityProducer producer = this.content;
		if (producer != null) {
			producer.produce(channel);
		}
	}

	@Override
	public void failed(Exception cause) {
		// The client has gone. Its request is carried out all the same.
	}

	@Override
	public void releaseResources() {
		// There is nothing to release.
	}

}
