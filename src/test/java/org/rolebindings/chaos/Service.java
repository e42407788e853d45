package org.rolebindings.chaos;

import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.rolebindings.testing.Program;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The API as the wire contract has it, without a fault. */
final class Service {

	static final String PATH = "/v2/role-bindings";

	private static final JsonMapper JSON = new JsonMapper();

	private static final String CURSOR = "after+/=&?";

	private static final int MAX_PAGE = 100;

	private final ChaosAccount account;

	private final ServerLog log;

	private final Paging paging;

	/**
	 * Makes a service.
	 * @param account what it works on
	 * @param log is told of requests that should not have come
	 * @param paging how it divides listings
	 */
	Service(ChaosAccount account, ServerLog log, Paging paging) {
		this.account = account;
		this.log = log;
		this.paging = paging;
	}

	/** What a create is about. */
	static Target target(ChaosRequest request) {
		JsonNode body = body(request);
		return Target.of(body.path("user_id").asString(), body.path("resource_type").asString(),
				body.path("resource_id").asString());
	}

	/** The role that a create or an update asks for. */
	static String role(ChaosRequest request) {
		return Ids.canonical(body(request).path("role_id").asString());
	}

	/** The binding that a path names. */
	static String bindingId(ChaosRequest request) {
		return request.path().substring(PATH.length() + 1);
	}

	private static JsonNode body(ChaosRequest request) {
		return JSON.readTree(request.body());
	}

	/** Carries a request out. */
	ChaosAnswer carryOut(ChaosRequest request) {
		if (!("Bearer " + Program.KEY).equals(request.headers().get("authorization"))) {
			return problem(401);
		}
		return switch (request.method()) {
			case "POST" -> create(request);
			case "PATCH" -> update(request);
			case "DELETE" -> delete(request);
			default -> list(request);
		};
	}

	private ChaosAnswer create(ChaosRequest request) {
		requireFields(request, Set.of("role_id", "user_id", "resource_type", "resource_id"));
		Held held = this.account.create(target(request), role(request));
		return (held != null) ? ChaosAnswer.of(201, held.toJson()) : problem(409);
	}

	private ChaosAnswer update(ChaosRequest request) {
		requireFields(request, Set.of("role_id"));
		Held held = this.account.update(bindingId(request), role(request));
		return (held != null) ? ChaosAnswer.of(200, held.toJson()) : problem(404);
	}

	private ChaosAnswer delete(ChaosRequest request) {
		return this.account.delete(bindingId(request)) ? ChaosAnswer.NO_CONTENT : problem(404);
	}

	private void requireFields(ChaosRequest request, Set<String> names) {
		if (!Set.copyOf(body(request).propertyNames()).equals(names)) {
			this.log.objectTo("The body has other fields: " + request);
		}
	}

	private ChaosAnswer list(ChaosRequest request) {
		String user = request.query().get("user_id");
		String type = request.query().getOrDefault("resource_type", "");
		int limit = Integer.parseInt(request.query().getOrDefault("limit", "50"));
		int after = after(request.query().get("cursor"));
		if (!Set.of("SPACE", "PROJECT").contains(type) || limit < 1 || limit > MAX_PAGE || after < 0) {
			this.log.objectTo("The listing's parameters are wrong: " + request);
			return problem(400);
		}
		List<Held> rest = this.account.list(type, (user != null) ? Ids.canonical(user) : null, after);
		List<Held> listed = rest.subList(0, Math.min(rest.size(), Math.min(limit, this.paging.most())));
		ObjectNode body = JSON.createObjectNode();
		ArrayNode bindings = body.putArray("role_bindings");
		listed.forEach((held) -> bindings.add(held.toJson()));
		ObjectNode pagination = body.putObject("pagination").put("has_more", listed.size() < rest.size());
		if (listed.size() < rest.size()) {
			pagination.put("next_cursor",
					CURSOR + listed.get(Math.max(0, listed.size() - 1 - this.paging.repeated())).number());
		}
		return ChaosAnswer.of(200, body);
	}

	private static int after(@Nullable String cursor) {
		if (cursor == null) {
			return 0;
		}
		return cursor.startsWith(CURSOR) ? Integer.parseInt(cursor.substring(CURSOR.length())) : -1;
	}

	private static ChaosAnswer problem(int status) {
		return ChaosAnswer.problem(status, null);
	}

}
