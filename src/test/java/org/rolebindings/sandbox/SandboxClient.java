package org.rolebindings.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Talks to a sandbox as any client would. */
public final class SandboxClient {

	private static final JsonMapper JSON = new JsonMapper();

	private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final URI baseUrl;

	private final String key;

	public SandboxClient(SandboxServer server) {
		this(server, "any");
	}

	public SandboxClient(SandboxServer server, String key) {
		this.baseUrl = server.baseUrl();
		this.key = key;
	}

	public static String id(String plain) {
		return Base64.getEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
	}

	public static Map<String, String> binding(String role, String user, String resource) {
		return Map.of("role_id", id("Role:" + role), "user_id", id("User:" + user), "resource_type",
				resource.startsWith("Space:") ? "SPACE" : "PROJECT", "resource_id", id(resource));
	}

	static String json(Object value) {
		return JSON.writeValueAsString(value);
	}

	static JsonNode body(HttpResponse<String> response) {
		return JSON.readTree(response.body());
	}

	HttpRequest.Builder request(String target) {
		return HttpRequest.newBuilder(URI.create(this.baseUrl + target)).header("Authorization", "Bearer " + this.key);
	}

	HttpRequest.Builder post(String content) {
		return request("/v2/role-bindings").header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString(content));
	}

	public HttpResponse<String> get(String target) {
		return send(request(target));
	}

	public HttpResponse<String> create(Map<String, String> binding) {
		return send(post(json(binding)));
	}

	HttpResponse<String> createText(String content) {
		return send(post(content));
	}

	public HttpResponse<String> patch(String bindingId, String content) {
		return send(request("/v2/role-bindings/" + bindingId).header("Content-Type", "application/json")
			.method("PATCH", BodyPublishers.ofString(content)));
	}

	public HttpResponse<String> delete(String bindingId) {
		return send(request("/v2/role-bindings/" + bindingId).DELETE());
	}

	HttpResponse<String> send(HttpRequest.Builder request) {
		try {
			return this.http.send(request.build(), BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	HttpClient http() {
		return this.http;
	}

}
