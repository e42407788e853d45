package org.rolebindings.api;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpMessage;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Quoting;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * One request and its answer: sent through the gate, bounded in time from connecting to
 * the last byte, bounded in size, counted, and heard by those who watch the service.
 */
final class HttpExchange implements AutoCloseable {

	private static final int MAX_BODY = 4 << 20;

	private static final int MAX_SERVER_TEXT = 500;

	private final CloseableHttpClient client;

	private final Duration timeout;

	private final RequestGate gate;

	private final RequestMeter meter;

	private final ServerClock serverClock;

	private final AnswerWatch watch;

	private final JsonMapper json;

	private final ScheduledThreadPoolExecutor timer;

	HttpExchange(CloseableHttpClient client, Duration timeout, RequestGate gate, RequestMeter meter,
			ServerClock serverClock, AnswerWatch watch, JsonMapper json) {
		this.client = client;
		this.timeout = timeout;
		this.gate = gate;
		this.meter = meter;
		this.serverClock = serverClock;
		this.watch = watch;
		this.json = json;
		this.timer = new ScheduledThreadPoolExecutor(1, (task) -> {
			Thread thread = new Thread(task, "exchange-timer");
			thread.setDaemon(true);
			return thread;
		});
		this.timer.setRemoveOnCancelPolicy(true);
	}

	/** The answer with all of its body that is wanted. */
	@SuppressWarnings("ArrayRecordComponent") // never compared
	private record Answer(int status, byte[] body, @Nullable String retryAfter, @Nullable String requestId,
			@Nullable Instant date) {
	}

	/**
	 * Sends a request.
	 * @param request the request
	 * @param expected the status that is asked for
	 * @param type what the body of that answer is
	 * @return the body
	 * @throws ApiException if the answer is anything else
	 * @throws SendingStoppedException if the run stops before the request leaves
	 */
	<T> T send(HttpUriRequestBase request, int expected, Class<T> type) {
		this.gate.enter();
		this.watch.asked();
		try {
			T body = read(exchange(request), expected, type);
			this.watch.answered();
			return body;
		}
		catch (ApiException ex) {
			this.watch.failed(ex);
			throw ex;
		}
	}

	private Answer exchange(HttpUriRequestBase request) {
		AtomicBoolean late = new AtomicBoolean();
		ScheduledFuture<?> alarm = this.timer.schedule(() -> {
			late.set(true);
			request.abort();
		}, this.timeout.toNanos(), TimeUnit.NANOSECONDS);
		long begun = System.nanoTime();
		int status = ApiException.NO_ANSWER;
		try {
			Answer answer = this.client.execute(request, HttpExchange::receive);
			status = answer.status();
			return answer;
		}
		catch (IOException ex) {
			throw ApiException.noAnswer(late.get() ? "no answer within " + HttpClientFactory.shown(this.timeout)
					: Quoting.legible(describe(ex), MAX_SERVER_TEXT), ex);
		}
		finally {
			alarm.cancel(false);
			this.meter.answered(status, Duration.ofNanos(System.nanoTime() - begun));
		}
	}

	private static Answer receive(ClassicHttpResponse response) throws IOException {
		Instant date = DateUtils.parseStandardDate(response, HttpHeaders.DATE);
		return new Answer(response.getCode(), body(response.getEntity()), header(response, HttpHeaders.RETRY_AFTER),
				header(response, "X-Request-Id"), date);
	}

	private static byte[] body(@Nullable HttpEntity entity) throws IOException {
		if (entity == null) {
			return new byte[0];
		}
		try (InputStream in = entity.getContent()) {
			byte[] body = in.readNBytes(MAX_BODY + 1);
			if (body.length > MAX_BODY) {
				throw new IOException("the answer is over 4 MiB");
			}
			return body;
		}
	}

	private static @Nullable String header(HttpMessage message, String name) {
		Header header = message.getFirstHeader(name);
		return (header != null) ? header.getValue() : null;
	}

	private <T> T read(Answer answer, int expected, Class<T> type) {
		if (answer.date() != null) {
			this.serverClock.heard(answer.date());
		}
		if (answer.status() != expected) {
			throw refusal(answer);
		}
		try {
			return this.json.readValue(answer.body(), type);
		}
		catch (JacksonException ex) {
			throw new ApiException(answer.status(), "the answer cannot be read", null, answer.requestId(), ex);
		}
	}

	private ApiException refusal(Answer answer) {
		Problem problem = problem(answer);
		String sentence = problem.sentence();
		String requestId = (answer.requestId() != null) ? answer.requestId() : problem.requestId();
		Instant answeredAt = (answer.date() != null) ? answer.date() : Instant.now();
		return new ApiException(answer.status(), (sentence != null) ? Quoting.legible(sentence, MAX_SERVER_TEXT) : "",
				RetryAfter.parse(answer.retryAfter(), answeredAt),
				(requestId != null) ? Quoting.legible(requestId, MAX_SERVER_TEXT) : null, null);
	}

	private Problem problem(Answer answer) {
		try {
			return this.json.readValue(answer.body(), Problem.class);
		}
		catch (JacksonException ex) {
			return Problem.NONE;
		}
	}

	private static String describe(IOException failure) {
		String message = failure.getMessage();
		return (message != null) ? message : failure.getClass().getSimpleName();
	}

	@Override
	public void close() {
		this.timer.shutdown();
		this.client.close(CloseMode.IMMEDIATE);
	}

}
