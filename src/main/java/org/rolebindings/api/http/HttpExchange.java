package org.rolebindings.api.http;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;
import org.rolebindings.api.ApiException;
import org.rolebindings.api.ForeignPage;
import org.rolebindings.api.HttpAnswer;
import org.rolebindings.api.ProblemBody;
import org.rolebindings.api.SendingRight;
import org.rolebindings.api.outage.OutageDetector;
import org.rolebindings.api.pace.RequestGate;
import org.rolebindings.api.pace.RequestMeter;
import org.rolebindings.binding.Quoting;
import org.rolebindings.binding.Wording;
import org.rolebindings.stop.SendingStoppedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.scheduling.support.TaskUtils;

/**
 * Sends a request and reads its answer. The request waits at the gate. The exchange has a
 * time limit, from connecting to the last byte, and the answer a size limit. The meter
 * counts the exchange, and the outage detector sees its result.
 */
final class HttpExchange implements AutoCloseable {

	private static final Logger LOGGER = LoggerFactory.getLogger(HttpExchange.class);

	private static final int MAX_SHOWN_CHARACTERS = 500;

	private final CloseableHttpClient client;

	private final ApiKey key;

	private final String authorization;

	private final SendingRight right;

	private final RequestGate gate;

	private final RequestMeter meter;

	private final DateHeader date;

	private final OutageDetector outageDetector;

	private final JsonMapper json;

	private final Deadlines deadlines;

	private final ScheduledThreadPoolExecutor timer;

	HttpExchange(CloseableHttpClient client, ApiKey key, Deadlines deadlines, SendingRight right, RequestGate gate,
			RequestMeter meter, ServerClock serverClock, OutageDetector outageDetector, JsonMapper json) {
		this.client = client;
		this.key = key;
		this.authorization = key.authorization();
		this.right = right;
		this.gate = gate;
		this.meter = meter;
		this.date = new DateHeader(serverClock);
		this.outageDetector = outageDetector;
		this.json = json;
		this.deadlines = deadlines;
		this.timer = new ScheduledThreadPoolExecutor(1, (task) -> {
			Thread thread = new Thread(task, "exchange-timer");
			thread.setDaemon(true);
			return thread;
		}, new ThreadPoolExecutor.DiscardPolicy());
		this.timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
		var unused = this.timer.scheduleWithFixedDelay(logErrors(outageDetector::check), 1, 1, TimeUnit.SECONDS);
		long period = Deadlines.PERIOD.toMillis();
		unused = this.timer.scheduleWithFixedDelay(logErrors(this.deadlines::abortExpired), period, period,
				TimeUnit.MILLISECONDS);
	}

	/**
	 * Logs what a task throws. Otherwise the timer would hide it and never run the task
	 * again.
	 */
	private static Runnable logErrors(Runnable task) {
		return TaskUtils.decorateTaskWithErrorHandler(task, TaskUtils.LOG_AND_SUPPRESS_ERROR_HANDLER, true);
	}

	/**
	 * Closes the client after a while. Requests in flight end then, and no more can be
	 * sent.
	 * @param grace the time for the answers
	 */
	void closeAfter(Duration grace) {
		var unused = this.timer.schedule(logErrors(() -> this.client.close(CloseMode.IMMEDIATE)), grace.toNanos(),
				TimeUnit.NANOSECONDS);
	}

	/**
	 * Sends a request.
	 * @param request the request
	 * @param expected the status of a success
	 * @param type the type of the body of a success
	 * @return the body
	 * @throws ApiException if the answer is not such a success
	 * @throws SendingStoppedException if the run stops before the request leaves
	 */
	<T> T send(HttpUriRequestBase request, int expected, Class<T> type) {
		return send(this.gate.enter(), request, expected, (answer) -> parse(answer, type));
	}

	/**
	 * Sends a request whose success is a 204, which has no body.
	 * @throws ApiException if the answer is another one
	 * @throws SendingStoppedException if the run stops before the request leaves
	 */
	void sendForNoContent(HttpUriRequestBase request) {
		boolean unused = send(this.gate.enter(), request, HttpStatus.SC_NO_CONTENT, (answer) -> true);
	}

	/**
	 * Sends a request that finds out whether the service works. In an outage it leaves
	 * before all waiting requests.
	 */
	<T> T sendProbe(HttpUriRequestBase request, int expected, Class<T> type) {
		return send(this.gate.enterAsProbe(), request, expected, (answer) -> parse(answer, type));
	}

	private <T> T send(long departure, HttpUriRequestBase request, int expected,
			Function<HttpAnswer, @Nullable T> reader) {
		boolean changes = !request.getMethod().equals(HttpGet.METHOD_NAME);
		try {
			if (changes) {
				this.right.require(!request.getMethod().equals(HttpPost.METHOD_NAME));
			}
			request.setHeader(HttpHeaders.AUTHORIZATION, this.authorization);
			request.setHeader(HttpHeaders.ACCEPT, "application/json, application/problem+json");
			this.outageDetector.requestSent();
			T body = read(exchange(request), expected, reader);
			this.outageDetector.answered(departure);
			if (changes) {
				this.outageDetector.changeAnswered();
			}
			if (expected == HttpStatus.SC_CREATED || expected == HttpStatus.SC_NO_CONTENT) {
				this.gate.createSucceeded(departure);
			}
			return body;
		}
		catch (ApiException ex) {
			this.outageDetector.failed(departure, ex);
			if (changes && ex.isProperAnswer()) {
				this.outageDetector.changeAnswered();
			}
			throw ex;
		}
		finally {
			this.gate.leave(departure);
		}
	}

	private HttpAnswer exchange(HttpUriRequestBase request) {
		long begun = System.nanoTime();
		int status = ApiException.NO_ANSWER;
		Deadlines.Deadline deadline = this.deadlines.begin(request);
		try (deadline) {
			HttpClientContext context = HttpClientContext.create();
			HttpAnswer answer = this.client.execute(request, context,
					(response) -> receive(request, context, response));
			status = answer.status();
			return answer;
		}
		catch (IOException | IllegalStateException ex) {
			if (deadline.isExpired() || ex instanceof SocketTimeoutException) {
				throw ApiException.noAnswer("no answer within " + Wording.ofSetting(this.deadlines.timeout()), ex);
			}
			throw ApiException.noAnswer(shown(describe(ex)), ex);
		}
		finally {
			Duration time = Duration.ofNanos(System.nanoTime() - begun);
			this.meter.answered(status, time);
			if (LOGGER.isDebugEnabled()) {
				LOGGER.debug("{} {}: {} after {} ms", request.getMethod(), request.getRequestUri(),
						(status != ApiException.NO_ANSWER) ? status : "no answer", time.toMillis());
			}
		}
	}

	private HttpAnswer receive(HttpUriRequestBase request, HttpClientContext context, ClassicHttpResponse response)
			throws IOException {
		// An answer that comes before TLS is from the proxy
		if (context.getSSLSession() == null && URIScheme.HTTPS.same(request.getScheme())) {
			throw new IOException("the proxy of HTTPS_PROXY refuses to connect (" + response.getCode() + ")");
		}
		Instant date = this.date.read(response);
		return HttpAnswer.receive(response, (date != null) ? date : Instant.now(), request::abort);
	}

	private <T> T read(HttpAnswer answer, int expected, Function<HttpAnswer, @Nullable T> reader) {
		T body = (answer.status() == expected) ? reader.apply(answer) : null;
		if (body != null) {
			return body;
		}
		ForeignPage page = ForeignPage.of(answer, this.json, this.key::redact);
		if (page != null) {
			throw ApiException.foreign(page, answer.retryAfter(), requestId(answer, null));
		}
		if (answer.status() == expected) {
			throw new ApiException(expected, "the answer cannot be read", null, requestId(answer, null), null);
		}
		throw refusal(answer);
	}

	private ApiException refusal(HttpAnswer answer) {
		ProblemBody problem = parse(answer, ProblemBody.class);
		String sentence = (problem != null) ? problem.describe() : null;
		return new ApiException(answer.status(), (sentence != null) ? shown(sentence) : "", answer.retryAfter(),
				requestId(answer, problem), null);
	}

	private @Nullable String requestId(HttpAnswer answer, @Nullable ProblemBody problem) {
		String id = (answer.requestId() != null || problem == null) ? answer.requestId() : problem.requestId();
		return (id != null) ? shown(id) : null;
	}

	/** Parses the body; {@code null} if it has another form. */
	private <T> @Nullable T parse(HttpAnswer answer, Class<T> type) {
		try {
			return this.json.readValue(answer.body(), type);
		}
		catch (JacksonException ex) {
			return null;
		}
	}

	/** Makes a text of the server fit to be shown: legible, and without the key. */
	private String shown(String text) {
		return Quoting.legible(this.key.redact(text), MAX_SHOWN_CHARACTERS);
	}

	private static String describe(Exception failure) {
		String message = failure.getMessage();
		return (message != null) ? message : failure.getClass().getSimpleName();
	}

	@Override
	public void close() {
		// A task could be stopping the run, so it must not be interrupted
		this.timer.shutdown();
		this.client.close(CloseMode.IMMEDIATE);
	}

}
