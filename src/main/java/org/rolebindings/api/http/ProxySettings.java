package org.rolebindings.api.http;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultProxyRoutePlanner;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * The proxy of {@code HTTPS_PROXY}. Requests to loopback addresses and to the hosts of
 * {@code NO_PROXY} do not use it. {@code NO_PROXY} takes hosts, domains with or without a
 * leading dot, or {@code *}.
 */
final class ProxySettings {

	private static final Set<String> SCHEMES = Set.of("http", "https");

	private final URI proxy;

	private final List<String> direct;

	private ProxySettings(URI proxy, List<String> direct) {
		this.proxy = proxy;
		this.direct = direct;
	}

	/**
	 * Reads the settings.
	 * @param environment the environment variables
	 * @return the proxy, or {@code null} if there is none
	 */
	static @Nullable ProxySettings from(Map<String, String> environment) {
		String address = value(environment, "HTTPS_PROXY");
		if (address.isEmpty()) {
			return null;
		}
		List<String> direct = new ArrayList<>();
		for (String name : value(environment, "NO_PROXY").toLowerCase(Locale.ROOT).split(",", -1)) {
			if (!name.isBlank()) {
				direct.add(name.strip());
			}
		}
		return new ProxySettings(parse(address), direct);
	}

	private static String value(Map<String, String> environment, String name) {
		String value = environment.get(name);
		return (value != null) ? value.strip() : environment.getOrDefault(name.toLowerCase(Locale.ROOT), "").strip();
	}

	private static URI parse(String address) {
		String full = address.contains("://") ? address : "http://" + address;
		try {
			URI uri = URI.create(full);
			if (uri.getHost() != null && SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT))) {
				return uri;
			}
		}
		catch (IllegalArgumentException ex) {
			// Its message would show a password.
		}
		throw new UnusableSettingException(
				"HTTPS_PROXY is " + ApiAddress.shown(full) + "; it takes a URL like http://proxy.example.com:3128.",
				null);
	}

	void applyTo(HttpClientBuilder builder) {
		HttpHost host = new HttpHost(this.proxy.getScheme(), this.proxy.getHost(), port());
		builder.setRoutePlanner(new DefaultProxyRoutePlanner(host) {

			@Override
			protected @Nullable HttpHost determineProxy(HttpHost target, HttpContext context) {
				return isDirect(target.getHostName()) ? null : host;
			}

		});
		String user = this.proxy.getUserInfo();
		if (user != null) {
			int colon = user.indexOf(':');
			String name = (colon < 0) ? user : user.substring(0, colon);
			String password = (colon < 0) ? "" : user.substring(colon + 1);
			BasicCredentialsProvider credentials = new BasicCredentialsProvider();
			credentials.setCredentials(new AuthScope(host),
					new UsernamePasswordCredentials(name, password.toCharArray()));
			builder.setDefaultCredentialsProvider(credentials);
		}
	}

	private int port() {
		if (this.proxy.getPort() >= 0) {
			return this.proxy.getPort();
		}
		return "https".equalsIgnoreCase(this.proxy.getScheme()) ? 443 : 80;
	}

	boolean isDirect(String hostName) {
		String host = hostName.toLowerCase(Locale.ROOT);
		return ApiAddress.isLoopback(host) || this.direct.stream().anyMatch((name) -> matches(name, host));
	}

	private static boolean matches(String name, String host) {
		String domain = name.startsWith(".") ? name.substring(1) : name;
		return name.equals("*") || host.equals(domain) || host.endsWith("." + domain);
	}

}
