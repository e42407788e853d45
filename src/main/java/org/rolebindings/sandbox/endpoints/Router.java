package org.rolebindings.sandbox.endpoints;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import org.rolebindings.binding.Quoting;
import org.rolebindings.sandbox.keys.KeyRights;
import org.rolebindings.sandbox.wire.ProblemException;
import org.rolebindings.sandbox.wire.ProblemType;
import org.rolebindings.sandbox.wire.Request;
import org.rolebindings.sandbox.wire.Result;

/** Finds the endpoint of a method and a path. */
public final class Router implements Endpoint {

	private static final String VARIABLE = "{}";

	private final SortedMap<String, SortedMap<String, Endpoint>> routes = new TreeMap<>();

	/**
	 * Adds an operation.
	 * @param method the HTTP method; HEAD comes with GET
	 * @param path the path, with <code>{}</code> for its last segment if that varies
	 * @param endpoint what carries it out
	 */
	public void add(String method, String path, Endpoint endpoint) {
		Map<String, Endpoint> methods = this.routes.computeIfAbsent(path, (key) -> new TreeMap<>());
		methods.put(method, endpoint);
		if (method.equals("GET")) {
			methods.put("HEAD", endpoint);
		}
	}

	@Override
	public Result handle(Request request, KeyRights rights) {
		SortedMap<String, Endpoint> methods = find(request.path());
		Endpoint endpoint = methods.get(request.method());
		if (endpoint == null) {
			throw new ProblemException(ProblemType.METHOD_NOT_ALLOWED,
					Quoting.quoted(request.method()) + " is not possible here.",
					Map.of("Allow", String.join(", ", methods.keySet())));
		}
		return endpoint.handle(request, rights);
	}

	private SortedMap<String, Endpoint> find(String path) {
		SortedMap<String, Endpoint> methods = this.routes.get(path);
		if (methods == null) {
			int lastSegment = path.lastIndexOf('/') + 1;
			if (lastSegment < path.length()) {
				methods = this.routes.get(path.substring(0, lastSegment) + VARIABLE);
			}
		}
		if (methods == null) {
			throw new ProblemException(ProblemType.RESOURCE_NOT_FOUND,
					"There is nothing at " + Quoting.quoted(path) + ".");
		}
		return methods;
	}

}
