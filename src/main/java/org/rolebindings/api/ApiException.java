package org.rolebindings.api;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * An exchange without the expected answer: the server refused, asked the client to wait,
 * failed, or sent no readable answer.
 */
public final class ApiException extends RuntimeException {

	/** Stands for the status if the API gave no answer. */
	public static final int NO_ANSWER = 0;

	private final int status;

	private final @Nullable Duration retryAfter;

	private final @Nullable String requestId;

	private final @Nullable ForeignPage page;

	public ApiException(int status, String message, @Nullable Duration retryAfter, @Nullable String requestId,
			@Nullable Throwable cause) {
		super(message, cause, false, false);
		this.status = status;
		this.retryAfter = retryAfter;
		this.requestId = requestId;
		this.page = null;
	}

	private ApiException(ForeignPage page, @Nullable Duration retryAfter, @Nullable String requestId) {
		super(page.describe(), null, false, false);
		this.status = NO_ANSWER;
		this.retryAfter = retryAfter;
		this.requestId = requestId;
		this.page = page;
	}

	/**
	 * Returns the failure of an exchange without an answer.
	 * @param message what happened, for a person
	 * @param cause what the client threw
	 */
	public static ApiException noAnswer(String message, Throwable cause) {
		return new ApiException(NO_ANSWER, message, null, null, cause);
	}

	/**
	 * Returns the failure of an exchange that a proxy, a firewall or a sign-on answered.
	 * @param page what arrived
	 * @param retryAfter how long the page asks the client to wait, or {@code null}
	 * @param requestId the id of the request, or {@code null}
	 */
	public static ApiException foreign(ForeignPage page, @Nullable Duration retryAfter, @Nullable String requestId) {
		return new ApiException(page, retryAfter, requestId);
	}

	/**
	 * Returns the status of the API's answer. A foreign page does not count as an answer.
	 * @return the status, or 0 if the API gave no answer
	 */
	public int status() {
		return this.status;
	}

	/**
	 * Returns the page that came instead of the API's answer.
	 * @return the page, or {@code null}
	 */
	public @Nullable ForeignPage page() {
		return this.page;
	}

	/**
	 * Returns the status that arrived, even if a proxy sent it.
	 * @return the status, or {@code null} if nothing arrived
	 */
	public @Nullable Integer httpStatus() {
		if (this.page != null) {
			return this.page.status();
		}
		return (this.status != NO_ANSWER) ? this.status : null;
	}

	/**
	 * Returns how long the server asks the client to wait.
	 * @return more than zero, or {@code null}
	 */
	public @Nullable Duration retryAfter() {
		return this.retryAfter;
	}

	/**
	 * Returns the server's id of the request.
	 * @return the id, or {@code null}
	 */
	public @Nullable String requestId() {
		return this.requestId;
	}

	/**
	 * Returns whether the server may have carried out the request although it did not
	 * confirm that.
	 * @return {@code true} for no answer, 200 to 299, 408 and from 500 on
	 */
	public boolean leavesDoubt() {
		return this.status == NO_ANSWER || this.status == 408 || this.status >= 500
				|| (this.status >= 200 && this.status < 300);
	}

	/**
	 * Returns whether the same request may succeed later.
	 * @return {@code true} for no answer, 200 to 299, 408, 425, 429 and from 500 on, but
	 * not for 501
	 */
	public boolean isRetryable() {
		return switch (this.status) {
			case 408, 425, 429 -> true;
			case 501 -> false;
			default -> this.status == NO_ANSWER || this.status >= 500 || (this.status >= 200 && this.status < 300);
		};
	}

	/**
	 * Returns whether the row fails with this answer, unless its binding is in place.
	 * @return {@code true} for an answer that is not retryable, but not for 401 and 409
	 */
	public boolean isRefusal() {
		return switch (this.status) {
			case 401, 409 -> false;
			default -> !isRetryable();
		};
	}

	/**
	 * Returns whether the server asks the client to wait. Such an answer does not count
	 * as an attempt at a row.
	 * @return {@code true} for 429, and for a failure of the server with a
	 * {@code Retry-After}
	 */
	public boolean asksToWait() {
		return this.status == 429 || (this.retryAfter != null && isRetryable() && !isProperAnswer());
	}

	/**
	 * Returns whether the answer shows that the service works.
	 * @return {@code false} for no answer, 408, 425, 429 and from 500 on
	 */
	public boolean isProperAnswer() {
		return switch (this.status) {
			case NO_ANSWER, 408, 425, 429 -> false;
			default -> this.status < 500;
		};
	}

}
