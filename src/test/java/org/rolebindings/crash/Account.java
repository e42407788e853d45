package org.rolebindings.crash;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

import org.rolebindings.crash.ImportFile.Wanted;
import org.rolebindings.sandbox.SandboxBinding;
import org.rolebindings.sandbox.SandboxProperties;
import org.rolebindings.sandbox.SandboxServer;

/** A sandbox in which some of the bindings that a file asks for are there already. */
final class Account implements AutoCloseable {

	/**
	 * Who looks at {@code created_at} leaves two seconds of room, and a clock that counts
	 * whole seconds another one.
	 */
	private static final Duration OLD = Duration.ofSeconds(4);

	private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final SandboxServer server;

	private final Instant filledAt;

	Account(ImportFile file, SandboxProperties properties) {
		this.server = SandboxServer.start(0, properties);
		file.thereBefore().forEach(this::create);
		this.filledAt = Instant.now();
	}

	private void create(Wanted binding) {
		HttpRequest request = HttpRequest.newBuilder(URI.create(baseUrl() + "/v2/role-bindings"))
			.header("Authorization", "Bearer any")
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString(binding.json()))
			.build();
		int status = 0;
		while (status != 201 && status != 409) {
			try {
				status = HTTP.send(request, BodyHandlers.discarding()).statusCode();
			}
			catch (IOException ex) {
				// The answer is lost, as it may be here
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}
	}

	/** Returns when no clock takes what was there before for new. */
	void awaitAge() {
		try {
			Thread.sleep(Math.max(0, Duration.between(Instant.now(), this.filledAt.plus(OLD)).toMillis()));
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	URI baseUrl() {
		return this.server.baseUrl();
	}

	long requests() {
		return this.server.requests();
	}

	/** The role of each user on each resource, and whether it was there before. */
	Map<String, String> contents() {
		Map<String, String> contents = new TreeMap<>();
		for (SandboxBinding binding : this.server.bindings()) {
			String age = binding.createdAt().isAfter(this.filledAt) ? " (new)" : " (old)";
			if (contents.put(slot(binding), binding.roleId() + age) != null) {
				throw new AssertionError("There are two bindings for " + slot(binding));
			}
		}
		return contents;
	}

	/** What the ids stand for; they are given by order, which is another each time. */
	Map<String, String> slotsById() {
		Map<String, String> slots = new HashMap<>();
		this.server.bindings().forEach((binding) -> slots.put(binding.id(), slot(binding)));
		return slots;
	}

	private static String slot(SandboxBinding binding) {
		return binding.userId() + " on " + binding.resourceId();
	}

	@Override
	public void close() {
		this.server.close();
	}

}
