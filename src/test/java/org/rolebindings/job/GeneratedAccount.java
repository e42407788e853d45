package org.rolebindings.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;
import org.rolebindings.testing.CsvRows;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An account of any size on a loopback port. Binding number i gives the role {@code a} on
 * the space i to a user who has some of them one after the other, and that is also the
 * order in which they are listed. It counts what it is asked.
 */
public final class GeneratedAccount implements AutoCloseable {

	static final String ROLE = "1:a";

	private static final JsonMapper JSON = new JsonMapper();

	private static final String CREATED_AT = "2020-01-01T00:00:00Z";

	private static final int MAX_PAGE = 100;

	final AtomicInteger requests = new AtomicInteger();

	public final AtomicInteger pages = new AtomicInteger();

	final AtomicInteger userPages = new AtomicInteger();

	final AtomicInteger creates = new AtomicInteger();

	/** Has something done before the nth page of all bindings is answered. */
	public volatile IntConsumer onPage = (page) -> {
	};

	/** Has something done before a create is answered. */
	volatile Runnable onCreate = () -> {
	};

	/** The status of the nth page of all bindings. */
	volatile IntFunction<Integer> pageStatus = (page) -> 200;

	/** Where a page of all bindings says that it goes on. */
	volatile IntFunction<String> cursor = String::valueOf;

	/** The role of a binding. */
	volatile IntFunction<String> role = (number) -> ROLE;

	private final HttpServer server;

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final int size;

	private final int perUser;

	/**
	 * Starts to serve.
	 * @param size the number of bindings
	 * @param perUser how many of them a user has
	 */
	public GeneratedAccount(int size, int perUser) {
		this.size = size;
		this.perUser = perUser;
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.createContext("/v2/role-bindings", this::handle);
		// It has no other lists, and says so as the API does
		this.server.createContext("/", (exchange) -> answer(exchange, 404, JSON.createObjectNode()));
		this.server.setExecutor(this.threads);
		this.server.start();
	}

	public URI baseUrl() {
		return URI.create("http://127.0.0.1:" + this.server.getAddress().getPort());
	}

	/** A row that asks for the nth binding. */
	public String row(int number) {
		return CsvRows.row(ROLE, user(number), "s" + number);
	}

	/** Another spelling of the same row. */
	String paddedRow(int number) {
		return padded("Role:" + ROLE) + "," + padded("User:" + user(number)) + ",space," + padded("Space:s" + number);
	}

	private static String padded(String plain) {
		return Base64.getUrlEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
	}

	/** Writes a file that asks for bindings. */
	Path write(Path file, int first, int count) {
		return CsvRows.write(file, IntStream.range(first, first + count).mapToObj(this::row).toArray(String[]::new));
	}

	private String user(int number) {
		return "u" + number / this.perUser;
	}

	private void handle(HttpExchange exchange) throws IOException {
		this.requests.incrementAndGet();
		JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
		if (exchange.getRequestMethod().equals("POST")) {
			create(exchange, body);
		}
		else {
			list(exchange, query(exchange.getRequestURI()));
		}
	}

	private void create(HttpExchange exchange, JsonNode wanted) throws IOException {
		this.creates.incrementAndGet();
		this.onCreate.run();
		int number = number(wanted.path("resource_id").asString(), "Space:s");
		if (number < this.size) {
			answer(exchange, 409, JSON.createObjectNode());
			return;
		}
		answer(exchange, 201,
				((ObjectNode) wanted).put("id", "made" + number)
					.put("created_at", CREATED_AT)
					.put("updated_at", CREATED_AT));
	}

	private void list(HttpExchange exchange, Map<String, String> query) throws IOException {
		int limit = Integer.parseInt(Objects.requireNonNull(query.get("limit")));
		String user = query.get("user_id");
		int page = 0;
		if (user != null) {
			this.userPages.incrementAndGet();
		}
		else if (limit == MAX_PAGE) {
			page = this.pages.incrementAndGet();
			this.onPage.accept(page);
		}
		int status = (page > 0) ? this.pageStatus.apply(page) : 200;
		if (status != 200) {
			answer(exchange, status, JSON.createObjectNode());
			return;
		}
		int first = (user != null) ? number(user, "User:u") * this.perUser : 0;
		int end = (user != null) ? Math.min(this.size, first + this.perUser) : this.size;
		boolean spaces = "SPACE".equals(query.get("resource_type"));
		answer(exchange, 200, page(begin(query.get("cursor"), first), spaces ? end : 0, limit));
	}

	private JsonNode page(int first, int end, int limit) {
		ObjectNode body = JSON.createObjectNode();
		ArrayNode bindings = body.putArray("role_bindings");
		IntStream.range(first, Math.min(end, first + limit)).forEach((number) -> bindings.add(binding(number)));
		ObjectNode pagination = body.putObject("pagination").put("has_more", first + limit < end);
		if (first + limit < end) {
			pagination.put("next_cursor", this.cursor.apply(first + limit));
		}
		return body;
	}

	private JsonNode binding(int number) {
		return JSON.createObjectNode()
			.put("id", "b" + number)
			.put("role_id", CsvRows.id("Role:" + this.role.apply(number)))
			.put("user_id", CsvRows.id("User:" + user(number)))
			.put("resource_type", "SPACE")
			.put("resource_id", CsvRows.id("Space:s" + number))
			.put("created_at", CREATED_AT)
			.put("updated_at", CREATED_AT);
	}

	private static int begin(@Nullable String cursor, int first) {
		return (cursor != null) ? Integer.parseInt(cursor) : first;
	}

	private static int number(String id, String prefix) {
		return Integer
			.parseInt(new String(Base64.getDecoder().decode(id), StandardCharsets.UTF_8).substring(prefix.length()));
	}

	private static Map<String, String> query(URI uri) {
		Map<String, String> query = new HashMap<>();
		for (String parameter : List.of(uri.getRawQuery().split("&", -1))) {
			int equals = parameter.indexOf('=');
			query.put(parameter.substring(0, equals),
					URLDecoder.decode(parameter.substring(equals + 1), StandardCharsets.UTF_8));
		}
		return query;
	}

	private static void answer(HttpExchange exchange, int status, JsonNode body) throws IOException {
		byte[] bytes = JSON.writeValueAsBytes(body);
		exchange.getResponseHeaders().add("Content-Type", "application/json");
		exchange.sendResponseHeaders(status, bytes.length);
		exchange.getResponseBody().write(bytes);
		exchange.close();
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.threads.shutdown();
	}

}
