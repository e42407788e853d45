package org.rolebindings.sandbox.endpoints;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Binding;
import org.rolebindings.binding.Id;
import org.rolebindings.binding.ResourceType;
import org.rolebindings.sandbox.bindings.BindingKey;
import org.rolebindings.sandbox.bindings.BindingStore;
import org.rolebindings.sandbox.bindings.SandboxBinding;
import org.rolebindings.sandbox.directory.Directory;
import org.rolebindings.sandbox.keys.KeyRights;
import org.rolebindings.sandbox.keys.Right;
import org.rolebindings.sandbox.wire.IdCheck;
import org.rolebindings.sandbox.wire.JsonBody;
import org.rolebindings.sandbox.wire.Page;
import org.rolebindings.sandbox.wire.PageRequest;
import org.rolebindings.sandbox.wire.ProblemException;
import org.rolebindings.sandbox.wire.ProblemType;
import org.rolebindings.sandbox.wire.Query;
import org.rolebindings.sandbox.wire.Request;
import org.rolebindings.sandbox.wire.Result;

/** {@code /v2/role-bindings}: creates bindings and lists them. */
public final class RoleBindingsEndpoint {

	private static final char BETWEEN_IDS = ' ';

	private final BindingStore store;

	private final JsonBody body;

	private final Directory directory;

	public RoleBindingsEndpoint(BindingStore store, JsonBody body, Directory directory) {
		this.store = store;
		this.body = body;
		this.directory = directory;
	}

	public Result create(Request request, KeyRights rights) {
		Binding wanted = CreateRules.check(this.body.read(request, CreateRules.FIELDS), rights, this.directory);
		return this.store.create(wanted)
			.map(Result::created)
			.orElseThrow(() -> new ProblemException(ProblemType.RESOURCE_CONFLICT,
					"The user has a role binding on the resource already."));
	}

	/**
	 * Cuts the page first and then leaves out what the key may not read, so a page may be
	 * empty.
	 */
	public Result list(Request request, KeyRights rights) {
		Query query = new Query(request.query());
		ResourceType type = resourceType(query.find("resource_type"));
		PageRequest page = PageRequest.of(query, "role-bindings-" + type);
		Id user = user(query.find("user_id"));
		List<SandboxBinding> found = this.store.list(type, user, after(page.after(), user), page.limit() + 1);
		return Page.of("role_bindings", found, page, (binding) -> binding.userId() + BETWEEN_IDS + binding.resourceId(),
				(binding) -> rights.may(Right.READ, binding.resource()));
	}

	private static ResourceType resourceType(@Nullable String text) {
		if (text == null) {
			throw ProblemException.invalid("The parameter resource_type is missing.");
		}
		return CreateRules.resourceType(text);
	}

	/** Users whom no list shows are in the account as long as they have a binding. */
	private @Nullable Id user(@Nullable String text) {
		if (text == null) {
			return null;
		}
		Id user = IdCheck.read("user_id", text, "User");
		if (!this.store.hasBindingOf(user)) {
			CreateRules.requireExisting(this.directory, "user_id", user);
		}
		return user;
	}

	private static @Nullable BindingKey after(@Nullable String position, @Nullable Id user) {
		if (position == null) {
			return null;
		}
		int between = position.indexOf(BETWEEN_IDS);
		Id lastUser = Id.parse(position.substring(0, Math.max(between, 0))).orElseThrow(PageRequest::malformedCursor);
		Id lastResource = Id.parse(position.substring(between + 1)).orElseThrow(PageRequest::malformedCursor);
		if (user != null && !user.equals(lastUser)) {
			throw PageRequest.malformedCursor();
		}
		return new BindingKey(lastUser, lastResource);
	}

}
