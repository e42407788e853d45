package org.rolebindings.api;

import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpRequestWriterFactory;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.io.HttpMessageParser;
import org.apache.hc.core5.http.io.HttpMessageParserFactory;
import org.apache.hc.core5.http.io.HttpMessageWriter;

/**
 * Connections on which requests leave in bursts. A sender that has its request ready lets
 * the other ones get as far before it writes, and again before it looks for the answer. A
 * server that is faster than this program falls asleep between two requests; so it is
 * woken for several at once, and their answers are there by the time they are looked for.
 */
final class BurstConnections {

	private BurstConnections() {
	}

	/**
	 * Makes such connections.
	 * @param letOthersGo lets the other senders go on first
	 */
	static ManagedHttpClientConnectionFactory create(Runnable letOthersGo) {
		return ManagedHttpClientConnectionFactory.builder()
			.requestWriterFactory(() -> before(letOthersGo, DefaultHttpRequestWriterFactory.INSTANCE.create()))
			.responseParserFactory(new Parsers(letOthersGo))
			.build();
	}

	/** The head, and after it a small body, is still held back when it is written. */
	private static HttpMessageWriter<ClassicHttpRequest> before(Runnable letOthersGo,
			HttpMessageWriter<ClassicHttpRequest> writer) {
		return (request, buffer, out) -> {
			writer.write(request, buffer, out);
			letOthersGo.run();
		};
	}

	/** Make what reads an answer. */
	private record Parsers(Runnable letOthersGo) implements HttpMessageParserFactory<ClassicHttpResponse> {

		@Override
		public HttpMessageParser<ClassicHttpResponse> create() {
			HttpMessageParser<ClassicHttpResponse> parser = DefaultHttpResponseParserFactory.INSTANCE.create();
			return (buffer, in) -> {
				this.letOthersGo.run();
				return parser.parse(buffer, in);
			};
		}

		@Override
		@SuppressWarnings("deprecation")
		public HttpMessageParser<ClassicHttpResponse> create(Http1Config config) {
			return create();
		}

	}

}
