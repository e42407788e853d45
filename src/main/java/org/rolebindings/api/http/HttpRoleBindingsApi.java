package org.rolebindings.api.http;

import java.net.URI;
import java.net.URISyntaxException;

import org.apache.hc.client5.http.classic.methods.HttpDelete;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPatch;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.net.URIBuilder;
import org.jspecify.annotations.Nullable;
import org.rolebindings.api.CreateRoleBindingRequest;
import org.rolebindings.api.RoleBinding;
import org.rolebindings.api.RoleBindingPage;
import org.rolebindings.api.RoleBindingsApi;
import org.rolebindings.api.UpdateRoleBindingRequest;
import org.rolebindings.binding.Id;
import org.rolebindings.binding.ResourceType;
import tools.jackson.databind.json.JsonMapper;

/** Calls the API over HTTP. */
final class HttpRoleBindingsApi implements RoleBindingsApi, AutoCloseable {

	private final URI roleBindings;

	private final HttpExchange exchange;

	private final JsonMapper json;

	HttpRoleBindingsApi(URI target, HttpExchange exchange, JsonMapper json) {
		this.roleBindings = URI.create(target + "/v2/role-bindings");
		this.exchange = exchange;
		this.json = json;
	}

	@Override
	public RoleBinding create(CreateRoleBindingRequest request) {
		return this.exchange.send(withBody(new HttpPost(this.roleBindings), request), 201, RoleBinding.class);
	}

	@Override
	public RoleBinding update(String bindingId, UpdateRoleBindingRequest request) {
		return this.exchange.send(withBody(new HttpPatch(binding(bindingId)), request), 200, RoleBinding.class);
	}

	@Override
	public void delete(String bindingId) {
		this.exchange.sendForNoContent(new HttpDelete(binding(bindingId)));
	}

	private URI binding(String id) {
		return build(new URIBuilder(this.roleBindings).appendPathSegments(id));
	}

	@Override
	public RoleBindingPage list(ResourceType resourceType, @Nullable Id user, int limit, @Nullable String cursor) {
		return this.exchange.send(page(resourceType, user, limit, cursor), 200, RoleBindingPage.class);
	}

	@Override
	public void probe() {
		RoleBindingPage unused = this.exchange.sendProbe(page(ResourceType.SPACE, null, 1, null), 200,
				RoleBindingPage.class);
	}

	private HttpGet page(ResourceType resourceType, @Nullable Id user, int limit, @Nullable String cursor) {
		URIBuilder page = new URIBuilder(this.roleBindings).addParameter("resource_type", resourceType.name());
		if (user != null) {
			page.addParameter("user_id", user.text());
		}
		page.addParameter("limit", String.valueOf(limit));
		if (cursor != null) {
			page.addParameter("cursor", cursor);
		}
		return new HttpGet(build(page));
	}

	private HttpUriRequestBase withBody(HttpUriRequestBase request, Object body) {
		request.setEntity(new ByteArrayEntity(this.json.writeValueAsBytes(body), ContentType.APPLICATION_JSON));
		return request;
	}

	private static URI build(URIBuilder builder) {
		try {
			return builder.build();
		}
		catch (URISyntaxException ex) {
			throw new IllegalArgumentException("Not a part of a URL: " + builder, ex);
		}
	}

	@Override
	public void close() {
		this.exchange.close();
	}

}
