package org.rolebindings.sandbox.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.ExecutionException;

import org.apache.hc.core5.function.Supplier;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.bootstrap.AsyncServerBootstrap;
import org.apache.hc.core5.http.impl.bootstrap.HttpAsyncServer;
import org.apache.hc.core5.http.nio.AsyncServerExchangeHandler;
import org.apache.hc.core5.http.protocol.HttpProcessor;
import org.apache.hc.core5.http.protocol.HttpProcessorBuilder;
import org.apache.hc.core5.http.protocol.RequestValidateHost;
import org.apache.hc.core5.http.protocol.ResponseConnControl;
import org.apache.hc.core5.http.protocol.ResponseContent;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.TimeValue;

/** HTTP/1.1 on the loopback address, on one thread that accepts and two that serve. */
public final class HttpTransport implements AutoCloseable {

	private static final byte[] LOOPBACK = { 127, 0, 0, 1 };

	private static final int IO_THREADS = 2;

	/** As many connections as may come at once, before the first is accepted. */
	private static final int BACKLOG = 1024;

	/**
	 * Small, because a connection has three of them: with 512 connections 3 MiB in all.
	 */
	private static final int BUFFER_BYTES = 2048;

	/** A URL may have a cursor made of two long ids. */
	private static final int MAX_LINE_BYTES = 64 * 1024;

	/** Enough to write the answers that have begun. */
	private static final TimeValue GRACEFUL_SHUTDOWN = TimeValue.ofMilliseconds(200);

	private static final TimeValue FORCED_SHUTDOWN = TimeValue.ofSeconds(5);

	private final HttpAsyncServer server;

	private final int port;

	/**
	 * Starts to serve.
	 * @param port the port, 0 for any that is free
	 * @param ids numbers the answers that come from no exchange
	 * @param exchanges deal with one request each
	 * @throws UncheckedIOException if the port cannot be used
	 */
	public HttpTransport(int port, RequestIds ids, Supplier<AsyncServerExchangeHandler> exchanges) {
		this.server = AsyncServerBootstrap.bootstrap()
			.setCanonicalHostName("localhost") // or it asks the network for one
			.setIOReactorConfig(reactor())
			.setHttp1Config(Http1Config.custom().setBufferSize(BUFFER_BYTES).setMaxLineLength(MAX_LINE_BYTES).build())
			.setHttpProcessor(processor(ids))
			.setRequestRouter((request, context) -> exchanges)
			.create();
		this.server.start();
		this.port = listen(port);
	}

	public int port() {
		return this.port;
	}

	private static IOReactorConfig reactor() {
		// Reuse: a port whose last connections are in TIME_WAIT is free.
		return IOReactorConfig.custom()
			.setIoThreadCount(IO_THREADS)
			.setBacklogSize(BACKLOG)
			.setTcpNoDelay(true)
			.setSoReuseAddress(true)
			.build();
	}

	private static HttpProcessor processor(RequestIds ids) {
		return HttpProcessorBuilder.create()
			.add(new CommonHeaders(ids))
			.add(ResponseContent.INSTANCE)
			.add(ResponseConnControl.INSTANCE)
			.add(RequestValidateHost.INSTANCE)
			.build();
	}

	private int listen(int wanted) {
		try {
			InetSocketAddress address = new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), wanted);
			return ((InetSocketAddress) this.server.listen(address, URIScheme.HTTP).get().getAddress()).getPort();
		}
		catch (UnknownHostException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (ExecutionException ex) {
			close();
			throw unusable(wanted, ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			close();
			throw new IllegalStateException("Interrupted while the sandbox was starting.", ex);
		}
	}

	private static UncheckedIOException unusable(int port, ExecutionException failure) {
		String reason = String.valueOf(failure.getMessage());
		String told = reason.contains("in use") ? "is already in use."
				: "cannot be used: " + reason.substring(reason.lastIndexOf(": ") + 1).strip() + ".";
		return new UncheckedIOException("Port " + port + " on the loopback address " + told,
				new IOException(reason, failure));
	}

	@Override
	public void close() {
		this.server.initiateShutdown();
		try {
			this.server.awaitShutdown(GRACEFUL_SHUTDOWN);
			this.server.close(CloseMode.IMMEDIATE);
			this.server.awaitShutdown(FORCED_SHUTDOWN);
		}
		catch (InterruptedException ex) {
			this.server.close(CloseMode.IMMEDIATE);
			Thread.currentThread().interrupt();
		}
	}

}
