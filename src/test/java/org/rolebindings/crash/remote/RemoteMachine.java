package org.rolebindings.crash.remote;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.rolebindings.testing.PostgresServer;
import org.rolebindings.testing.Program;
import org.rolebindings.testing.TestBroker;

/**
 * A machine: a folder, a key, and lines to the broker, the database and the API that can
 * be cut. For all machines the API is at the same port of {@code localhost}; that name
 * stands for another loopback address on each of them.
 */
final class RemoteMachine implements AutoCloseable {

	/**
	 * The addresses 127.1.0.1 to 127.1.0.254 are those of machines, one after another.
	 */
	private static final AtomicInteger ADDRESSES = new AtomicInteger();

	private static final int MOST_ADDRESSES = 254;

	private final Path folder;

	private final NetworkLine broker;

	private final NetworkLine database;

	private final NetworkLine api;

	private final Program program;

	RemoteMachine(RemoteSite site, String databaseName, int apiPort, Key key) {
		InetAddress address = nextAddress();
		this.broker = NetworkLine.to(site.broker().port());
		this.database = NetworkLine.to(site.server().port());
		this.api = new NetworkLine(address, apiPort, apiPort);
		try {
			this.folder = Files.createTempDirectory(site.folder(), "machine");
			Path hosts = Files.writeString(this.folder.resolve("hosts"), address.getHostAddress() + " localhost\n");
			this.program = new Program(this.folder).jvm("-Djdk.net.hosts.file=" + hosts)
				.env("ARIZE_API_KEY", key.text())
				.env("PGUSER", PostgresServer.ROLE)
				.env("PGPASSWORD", PostgresServer.PASSWORD)
				.env("ROLE_BINDINGS_DATABASE_URL", PostgresServer.url(databaseName, this.database.port()))
				.env("ROLE_BINDINGS_BROKER_URL", brokerUrl(this.broker.port()))
				.env("ROLE_BINDINGS_BROKER_PASSWORD", TestBroker.PASSWORD);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** The URL of the broker without the password. */
	static String brokerUrl(int port) {
		return "tcp://127.0.0.1:" + port + "?user=" + TestBroker.USER;
	}

	private static InetAddress nextAddress() {
		byte last = (byte) (1 + ADDRESSES.getAndIncrement() % MOST_ADDRESSES);
		try {
			return InetAddress.getByAddress(new byte[] { 127, 1, 0, last });
		}
		catch (UnknownHostException ex) {
			throw new IllegalStateException(ex);
		}
	}

	Path folder() {
		return this.folder;
	}

	Program program() {
		return this.program;
	}

	NetworkLine broker() {
		return this.broker;
	}

	NetworkLine database() {
		return this.database;
	}

	NetworkLine api() {
		return this.api;
	}

	@Override
	public void close() {
		List.of(this.broker, this.database, this.api).forEach(NetworkLine::close);
	}

}
