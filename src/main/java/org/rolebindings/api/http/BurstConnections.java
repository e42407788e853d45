package org.rolebindings.api.http;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpRequestWriterFactory;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.io.HttpConnectionFactory;
import org.apache.hc.core5.http.io.HttpMessageParser;
import org.apache.hc.core5.http.io.HttpMessageParserFactory;
import org.apache.hc.core5.http.io.HttpMessageWriter;

/**
 * Connections on which requests leave in bursts, as long as answers come soon. A sender
 * that has its request ready lets the other ones get as far before it writes, and again
 * before it looks for the answer. A server that is faster than this program falls asleep
 * between two requests; so it is woken for several at once, and their answers are there
 * by the time they are looked for. If answers take a while, that only costs time.
 */
final class BurstConnections {

	/**
	 * Longer than a sender waits for its turn if nothing else makes it wait, and shorter
	 * than most ways through the internet and back.
	 */
	private static final long SOON = Duration.ofMillis(20).toNanos();

	private final Runnable letOthersGo;

	private final LongSupplier nanoClock;

	/** Whether the last answer came soon, whichever connection that was. */
	private volatile boolean answeredSoon;

	private BurstConnections(Runnable letOthersGo, LongSupplier nanoClock) {
		this.letOthersGo = letOthersGo;
		this.nanoClock = nanoClock;
	}

	/**
	 * Makes such connections.
	 * @param letOthersGo lets the other senders go on first
	 * @param nanoClock a clock like {@link System#nanoTime()}
	 */
	static HttpConnectionFactory<ManagedHttpClientConnection> create(Runnable letOthersGo, LongSupplier nanoClock) {
		BurstConnections bursts = new BurstConnections(letOthersGo, nanoClock);
		AtomicLong count = new AtomicLong();
		AtomicBoolean suspicious = new AtomicBoolean();
		return (socket) -> {
			OneAnswerConnection connection = new OneAnswerConnection("connection-" + count.incrementAndGet(),
					suspicious, () -> bursts.writer(DefaultHttpRequestWriterFactory.INSTANCE.create()),
					bursts.new Parsers());
			if (socket != null) {
				connection.bind(socket);
			}
			return connection;
		};
	}

	/** The head, and after it a small body, is still held back when it is written. */
	private HttpMessageWriter<ClassicHttpRequest> writer(HttpMessageWriter<ClassicHttpRequest> writer) {
		return (request, buffer, out) -> {
			writer.write(request, buffer, out);
			letOthersGo();
		};
	}

	private HttpMessageParser<ClassicHttpResponse> parser(HttpMessageParser<ClassicHttpResponse> parser) {
		return (buffer, in) -> {
			letOthersGo();
			long lookedAt = this.nanoClock.getAsLong();
			ClassicHttpResponse answer = parser.parse(buffer, in);
			tell(this.nanoClock.getAsLong() - lookedAt < SOON);
			return answer;
		};
	}

	private void letOthersGo() {
		if (this.answeredSoon) {
			this.letOthersGo.run();
		}
	}

	/** Written only if it changes, because every sender reads it. */
	private void tell(boolean soon) {
		if (this.answeredSoon != soon) {
			this.answeredSoon = soon;
		}
	}

	/** Make what reads an answer. */
	private final class Parsers implements HttpMessageParserFactory<ClassicHttpResponse> {

		@Override
		public HttpMessageParser<ClassicHttpResponse> create() {
			return parser(DefaultHttpResponseParserFactory.INSTANCE.create());
		}

		@Override
		@SuppressWarnings("deprecation")
		public HttpMessageParser<ClassicHttpResponse> create(Http1Config config) {
			return create();
		}

	}

}
