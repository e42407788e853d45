package org.rolebindings.sandbox;

import org.rolebindings.sandbox.bindings.BindingStore;
import org.rolebindings.sandbox.directory.Directory;
import org.rolebindings.sandbox.endpoints.DirectoryEndpoint;
import org.rolebindings.sandbox.endpoints.RoleBindingEndpoint;
import org.rolebindings.sandbox.endpoints.RoleBindingsEndpoint;
import org.rolebindings.sandbox.endpoints.Router;
import org.rolebindings.sandbox.wire.Answers;
import org.rolebindings.sandbox.wire.Json;
import org.rolebindings.sandbox.wire.JsonBody;

/** Puts the operations of the wire contract together. */
final class Api {

	private Api() {
	}

	/**
	 * Opens the API.
	 * @param store what it works on
	 * @param properties which faults it has
	 * @param account what has a name, and who may do what
	 * @return the handler of all requests
	 */
	static RequestHandler open(BindingStore store, SandboxProperties properties, Account account) {
		Json json = new Json();
		RateLimit rate = new RateLimit(properties.sandboxRate(), System::nanoTime);
		return new RequestHandler(account.keys(), rate, new Faults(properties),
				routes(store, new JsonBody(json), account.directory()), new Answers(json));
	}

	static Router routes(BindingStore store, JsonBody body, Directory names) {
		RoleBindingsEndpoint bindings = new RoleBindingsEndpoint(store, body, names);
		RoleBindingEndpoint binding = new RoleBindingEndpoint(store, body, names);
		DirectoryEndpoint directory = new DirectoryEndpoint(names);
		Router router = new Router();
		router.add("GET", "/v2/role-bindings", bindings::list);
		router.add("POST", "/v2/role-bindings", bindings::create);
		router.add("GET", "/v2/role-bindings/{}", binding::get);
		router.add("PATCH", "/v2/role-bindings/{}", binding::update);
		router.add("DELETE", "/v2/role-bindings/{}", binding::delete);
		router.add("GET", "/v2/users", directory::users);
		router.add("GET", "/v2/roles", directory::roles);
		router.add("GET", "/v2/organizations", directory::organizations);
		router.add("GET", "/v2/spaces", directory::spaces);
		router.add("GET", "/v2/projects", directory::projects);
		router.add("GET", "/v2/resource-restrictions", directory::restrictions);
		return router;
	}

}
