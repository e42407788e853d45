package org.rolebindings.api.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;

import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.net.URIBuilder;
import org.jspecify.annotations.Nullable;
import org.rolebindings.api.ApiException;
import org.rolebindings.api.RoleBindingsApi;
import org.rolebindings.api.directory.Directory;
import org.rolebindings.api.directory.DirectoryApi;
import org.rolebindings.api.directory.DirectoryPage;
import tools.jackson.databind.JsonNode;

/** Lists what has a name, over HTTP. */
final class HttpDirectoryApi implements DirectoryApi {

	private final URI target;

	private final HttpExchange exchange;

	HttpDirectoryApi(URI target, HttpExchange exchange) {
		this.target = target;
		this.exchange = exchange;
	}

	@Override
	public DirectoryPage list(Directory directory, Map<String, String> filters, @Nullable String cursor) {
		URIBuilder page = new URIBuilder(URI.create(this.target + "/v2/" + directory.path()));
		filters.forEach(page::addParameter);
		page.addParameter("limit", String.valueOf(RoleBindingsApi.MAX_PAGE));
		if (cursor != null) {
			page.addParameter("cursor", cursor);
		}
		JsonNode body = this.exchange.send(new HttpGet(build(page)), 200, JsonNode.class);
		DirectoryPage read = DirectoryPage.read(directory, body);
		if (read == null) {
			throw new ApiException(200, "the answer cannot be read", null, null, null);
		}
		return read;
	}

	private static URI build(URIBuilder builder) {
		try {
			return builder.build();
		}
		catch (URISyntaxException ex) {
			throw new IllegalArgumentException("Not a part of a URL: " + builder, ex);
		}
	}

}
