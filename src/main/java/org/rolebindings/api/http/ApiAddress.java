package org.rolebindings.api.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/** Finds the API's address in the settings, checks it and normalises it. */
final class ApiAddress {

	private static final String DEFAULT_URL = "https://api.arize.com";

	private static final List<String> REGIONS = List.of("us-central-1a", "us-east-1b", "eu-west-1a", "ca-central-1a");

	private static final int LAST_PORT = 65_535;

	private ApiAddress() {
	}

	static URI of(@Nullable String baseUrl, @Nullable String region) {
		if (region != null) {
			if (!REGIONS.contains(region)) {
				throw new IllegalArgumentException(
						"--region is " + region + "; it takes one of " + String.join(", ", REGIONS) + ".");
			}
			return URI.create("https://api." + region + ".arize.com");
		}
		return normalised((baseUrl != null) ? baseUrl : DEFAULT_URL);
	}

	private static URI normalised(String text) {
		URI uri = parse(text);
		String scheme = (uri.getScheme() != null) ? uri.getScheme().toLowerCase(Locale.ROOT) : "";
		if (!(scheme.equals("https") || scheme.equals("http")) || uri.getHost() == null || uri.getPort() == 0
				|| uri.getPort() > LAST_PORT) {
			throw invalid(text, "it takes a URL like " + DEFAULT_URL);
		}
		if (uri.getUserInfo() != null || uri.getQuery() != null || uri.getFragment() != null) {
			throw invalid(text, "it takes a URL without user, query or fragment; the key goes into ARIZE_API_KEY");
		}
		String host = uri.getHost().toLowerCase(Locale.ROOT);
		if (scheme.equals("http") && !isLoopback(host)) {
			throw invalid(text, "plain http would send the key in the clear; use https");
		}
		boolean defaultPort = uri.getPort() == (scheme.equals("https") ? 443 : 80);
		String port = (uri.getPort() < 0 || defaultPort) ? "" : ":" + uri.getPort();
		String path = (uri.getRawPath() != null) ? uri.getRawPath().replaceAll("/+$", "") : "";
		return URI.create(scheme + "://" + host + port + path);
	}

	private static URI parse(String text) {
		try {
			return new URI(text);
		}
		catch (URISyntaxException ex) {
			throw invalid(text, "it takes a URL like " + DEFAULT_URL);
		}
	}

	static boolean isLoopback(String host) {
		return host.equals("localhost") || host.equals("[::1]") || host.equals("::1")
				|| host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
	}

	private static IllegalArgumentException invalid(String text, String reason) {
		return new IllegalArgumentException("--base-url is " + shown(text) + "; " + reason + ".");
	}

	/** Returns the address without the parts that may hold a password or a key. */
	static String shown(String text) {
		return text.replaceFirst("(?s)^(\\w+://)?.*[?#].*@.*", "$1…")
			.replaceFirst("(?s)^(\\w+://)?.*@", "$1…@")
			.replaceFirst("(?s)[?#].*", "…");
	}

}
