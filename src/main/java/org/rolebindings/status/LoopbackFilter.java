package org.rolebindings.status;

import java.io.IOException;
import java.util.Set;
import java.util.regex.Pattern;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses requests that are not for a loopback name, and those that do not only read. The
 * server is bound to the loopback address. But a page from elsewhere whose name was made
 * to point to this machine (DNS rebinding) could still reach it through a browser here.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class LoopbackFilter extends OncePerRequestFilter {

	private static final Set<String> METHODS = Set.of("GET", "HEAD");

	private static final Pattern LOOPBACK = Pattern.compile("(localhost|127(\\.[0-9]{1,3}){3}|\\[::1])(:[0-9]+)?",
			Pattern.CASE_INSENSITIVE);

	private static final int MISDIRECTED = 421;

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		response.setHeader("Content-Security-Policy",
				"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
						+ "base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
		response.setHeader("X-Content-Type-Options", "nosniff");
		response.setHeader("Referrer-Policy", "no-referrer");
		response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
		response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
		if (!isLoopback(request.getHeader(HttpHeaders.HOST))) {
			response.setStatus(MISDIRECTED);
		}
		else if (!METHODS.contains(request.getMethod())) {
			response.setHeader(HttpHeaders.ALLOW, "GET, HEAD");
			response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
		}
		else {
			chain.doFilter(request, response);
		}
	}

	static boolean isLoopback(@Nullable String host) {
		return host != null && LOOPBACK.matcher(host).matches();
	}

}
