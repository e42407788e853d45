package org.rolebindings.sandbox.wire;

import org.jspecify.annotations.Nullable;

/**
 * The result of a request that was carried out.
 *
 * @param status the HTTP status, a 2xx
 * @param payload what the answer's JSON is written from, or {@code null} for no body
 */
public record Result(int status, @Nullable Object payload) {

	public static Result ok(Object payload) {
		return new Result(200, payload);
	}

	public static Result created(Object payload) {
		return new Result(201, payload);
	}

	public static Result noContent() {
		return new Result(204, null);
	}

}
