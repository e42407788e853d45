package org.rolebindings.api.http;

import java.io.IOException;

import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.client5.http.impl.classic.MinimalHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;

/**
 * The client without a proxy: it sends a request and reads the answer, and has none of
 * the steps for redirects, cookies, logins and repetitions that the full client goes
 * through for each request to find that there is nothing to do.
 */
final class DirectClient extends CloseableHttpClient {

	private final MinimalHttpClient client;

	private final RequestConfig config;

	private final String userAgent;

	DirectClient(MinimalHttpClient client, RequestConfig config, String userAgent) {
		this.client = client;
		this.config = config;
		this.userAgent = userAgent;
	}

	@Override
	protected CloseableHttpResponse doExecute(HttpHost target, ClassicHttpRequest request, HttpContext context)
			throws IOException {
		HttpClientContext.cast(context).setRequestConfig(this.config);
		request.setHeader(HttpHeaders.USER_AGENT, this.userAgent);
		ClassicHttpResponse response = this.client.executeOpen(target, request, context);
		return (CloseableHttpResponse) response;
	}

	@Override
	public void close(CloseMode closeMode) {
		this.client.close(closeMode);
	}

	@Override
	public void close() throws IOException {
		this.client.close();
	}

}
