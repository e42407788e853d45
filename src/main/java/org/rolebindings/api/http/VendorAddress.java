package org.rolebindings.api.http;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/**
 * The API's address in the environment variables of the vendor's own clients. A user with
 * an own installation sets them once for all tools, and the key must not be sent
 * elsewhere. The rules are those of the vendor's Python client ({@code arize.config}),
 * except that two different addresses are refused.
 *
 * @param url the address
 * @param variables the variables that name it, for a message
 */
public record VendorAddress(String url, String variables) {

	private static final String BASE_URL = "ARIZE_BASE_URL";

	private static final String REGION = "ARIZE_REGION";

	private static final String API_HOST = "ARIZE_API_HOST";

	private static final String SINGLE_HOST = "ARIZE_SINGLE_HOST";

	private static final String BASE_DOMAIN = "ARIZE_BASE_DOMAIN";

	private static final String SCHEME = "ARIZE_API_SCHEME";

	private static final List<String> PORTS = List.of("ARIZE_API_PORT", "ARIZE_SINGLE_PORT");

	private static final String DEFAULT_HOST = "api.arize.com";

	/** In the vendor's clients, port 0 stands for the default port of the scheme. */
	private static final String NO_PORT = "0";

	/**
	 * Reads the variables.
	 * @param variables the environment variables
	 * @return the address, or {@code null} if no variable names one
	 * @throws UnusableSettingException if a variable is empty or cannot be used, or if
	 * two of them name different addresses
	 */
	public static @Nullable VendorAddress from(Map<String, String> variables) {
		Map<URI, TreeSet<String>> addresses = new LinkedHashMap<>();
		String baseUrl = value(variables, BASE_URL);
		if (baseUrl != null) {
			add(addresses, address(BASE_URL, baseUrl, null), BASE_URL);
		}
		String region = value(variables, REGION);
		if (region != null) {
			add(addresses, address(REGION, null, region), REGION);
		}
		addHosts(variables, addresses);
		if (addresses.isEmpty()) {
			return null;
		}
		if (addresses.size() > 1) {
			throw new UnusableSettingException("The environment names several addresses: " + shown(addresses)
					+ "; unset all but one, or give only one of them with --base-url.", null);
		}
		Map.Entry<URI, TreeSet<String>> only = addresses.entrySet().iterator().next();
		return new VendorAddress(only.getKey().toString(), String.join(", ", only.getValue()));
	}

	private static void addHosts(Map<String, String> variables, Map<URI, TreeSet<String>> addresses) {
		String scheme = value(variables, SCHEME);
		String port = port(variables);
		String suffix = (port != null) ? ":" + port : "";
		boolean named = false;
		for (String variable : List.of(API_HOST, SINGLE_HOST, BASE_DOMAIN)) {
			String host = value(variables, variable);
			if (host != null) {
				named = true;
				requireHost(variable, host);
				String full = variable.equals(BASE_DOMAIN) ? "api." + host : host;
				add(addresses, address(variable, scheme(scheme) + "://" + full + suffix, null), variable);
			}
		}
		if (!named && (port != null || (scheme != null && !scheme.equals("https")))) {
			String variable = (port != null) ? "ARIZE_API_PORT or ARIZE_SINGLE_PORT" : SCHEME;
			add(addresses, address(variable, scheme(scheme) + "://" + DEFAULT_HOST + suffix, null), variable);
		}
	}

	private static String scheme(@Nullable String given) {
		return (given != null) ? given : "https";
	}

	/** Returns the port of the API, or else the port of all services. */
	private static @Nullable String port(Map<String, String> variables) {
		String found = null;
		for (String variable : PORTS) {
			String port = value(variables, variable);
			if (port != null && !port.matches("\\d{1,5}")) {
				throw new UnusableSettingException(variable + " is '" + port + "'; it takes a port, 1 to 65535.", null);
			}
			found = (found == null && port != null && !port.equals(NO_PORT)) ? port : found;
		}
		return found;
	}

	private static @Nullable String value(Map<String, String> variables, String name) {
		String value = variables.get(name);
		if (value != null && value.isBlank()) {
			throw new UnusableSettingException(name + " is empty; give it a value, or unset it.", null);
		}
		return (value != null) ? value.strip() : null;
	}

	private static void requireHost(String variable, String host) {
		if (!host.matches("[^/?#@\\s\\\\]+")) {
			throw new UnusableSettingException(variable + " is " + ApiAddress.shown(host)
					+ "; it takes a host without https:// and without a path. A whole URL goes into --base-url.", null);
		}
	}

	private static URI address(String variable, @Nullable String url, @Nullable String region) {
		try {
			return ApiAddress.of(url, region);
		}
		catch (IllegalArgumentException ex) {
			String message = String.valueOf(ex.getMessage());
			throw new UnusableSettingException(message.replaceFirst("^--[a-z-]+", variable), ex);
		}
	}

	private static void add(Map<URI, TreeSet<String>> addresses, URI address, String variable) {
		addresses.computeIfAbsent(address, (key) -> new TreeSet<>()).add(variable);
	}

	private static String shown(Map<URI, TreeSet<String>> addresses) {
		return String.join(", ",
				addresses.entrySet()
					.stream()
					.map((entry) -> String.join(" and ", entry.getValue()) + ": " + entry.getKey())
					.toList());
	}

}
