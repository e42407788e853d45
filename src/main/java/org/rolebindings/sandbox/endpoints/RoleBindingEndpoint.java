package org.rolebindings.sandbox.endpoints;

import java.util.Arrays;
import java.util.List;

import org.rolebindings.binding.Id;
import org.rolebindings.binding.Quoting;
import org.rolebindings.sandbox.bindings.BindingId;
import org.rolebindings.sandbox.bindings.BindingStore;
import org.rolebindings.sandbox.bindings.SandboxBinding;
import org.rolebindings.sandbox.directory.Directory;
import org.rolebindings.sandbox.keys.KeyRights;
import org.rolebindings.sandbox.keys.Right;
import org.rolebindings.sandbox.wire.IdCheck;
import org.rolebindings.sandbox.wire.JsonBody;
import org.rolebindings.sandbox.wire.ProblemException;
import org.rolebindings.sandbox.wire.ProblemType;
import org.rolebindings.sandbox.wire.Query;
import org.rolebindings.sandbox.wire.Request;
import org.rolebindings.sandbox.wire.Result;

/** {@code /v2/role-bindings/{binding_id}}: shows, changes and deletes one binding. */
public final class RoleBindingEndpoint {

	private static final List<String> FIELDS = List.of("role_id");

	private final BindingStore store;

	private final JsonBody body;

	private final Directory directory;

	public RoleBindingEndpoint(BindingStore store, JsonBody body, Directory directory) {
		this.store = store;
		this.body = body;
		this.directory = directory;
	}

	public Result get(Request request, KeyRights rights) {
		return Result.ok(find(request, rights, Right.READ));
	}

	public Result update(Request request, KeyRights rights) {
		Id id = bindingId(request);
		String text = this.body.read(request, FIELDS).getOrDefault("role_id", "");
		Id role = IdCheck.read("role_id", text, "Role");
		if (this.directory.isForbidden(role)) {
			// The wire contract has no 403 here.
			throw new ProblemException(ProblemType.VALIDATION_ERROR,
					"The role " + Quoting.quoted(text) + " cannot be given.");
		}
		CreateRules.requireExisting(this.directory, "role_id", role);
		find(request, rights, Right.CREATE, Right.DELETE);
		return this.store.changeRole(id, role).map(Result::ok).orElseThrow(() -> notFound(id));
	}

	public Result delete(Request request, KeyRights rights) {
		find(request, rights, Right.DELETE);
		Id id = bindingId(request);
		if (!this.store.delete(id)) {
			throw notFound(id);
		}
		return Result.noContent();
	}

	/** A key without the rights gets the same answer as if there were no binding. */
	private SandboxBinding find(Request request, KeyRights rights, Right... needed) {
		Id id = bindingId(request);
		return this.store.find(id)
			.filter((binding) -> Arrays.stream(needed).allMatch((right) -> rights.may(right, binding.resource())))
			.orElseThrow(() -> notFound(id));
	}

	private static Id bindingId(Request request) {
		String segment = request.path().substring(request.path().lastIndexOf('/') + 1);
		// In a path, unlike in a query, a plus sign is one.
		return IdCheck.read("binding_id", Query.decode(segment.replace("+", "%2B")), BindingId.KIND);
	}

	private static ProblemException notFound(Id id) {
		return new ProblemException(ProblemType.RESOURCE_NOT_FOUND,
				"There is no role binding " + Quoting.quoted(id.text()) + ".");
	}

}
