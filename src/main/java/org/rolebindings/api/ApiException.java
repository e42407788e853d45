package org.rolebindings.api;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * An exchange that did not bring the answer that was asked for: the server refused, asked
 * to wait or failed, or there was no readable answer at all.
 */
public final class ApiException extends RuntimeException {

	/** In place of a status, if the API gave no answer. */
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

	public static ApiException noAnswer(String message, Throwable cause) {
		return new ApiException(NO_ANSWER, message, null, null, cause);
	}

	/** The API gave no answer, but something in front of it sent a page. */
	public static ApiException foreign(ForeignPage page, @Nullable Duration retryAfter, @Nullable String requestId) {
		return new ApiException(page, retryAfter, requestId);
	}

	/**
	 * The status of the API's answer. A page that the API did not write is no answer,
	 * whatever its status.
	 * @return the status, or 0 if the API gave no answer
	 */
	public int status() {
		return this.status;
	}

	/** The page that came in place of the API's answer, or {@code null}. */
	public @Nullable ForeignPage page() {
		return this.page;
	}

	/** The status that arrived, whoever sent it, or {@code null} if nothing did. */
	public @Nullable Integer httpStatus() {
		if (this.page != null) {
			return this.page.status();
		}
		return (this.status != NO_ANSWER) ? this.status : null;
	}

	/** How long the server asks to wait; more than zero, or {@code null}. */
	public @Nullable Duration retryAfter() {
		return this.retryAfter;
	}

	public @Nullable String requestId() {
		return this.requestId;
	}

	/** Whether the request may have been carried out all the same. */
	public boolean leavesDoubt() {
		return this.status == NO_ANSWER || this.status == 408 || this.status >= 500
				|| (this.status >= 200 && this.status < 300);
	}

	/** Whether the same request may be answered otherwise later. */
	public boolean isWorthAnotherAttempt() {
		return switch (this.status) {
			case 408, 425, 429 -> true;
			case 501 -> false;
			default -> this.status == NO_ANSWER || this.status >= 500 || (this.status >= 200 && this.status < 300);
		};
	}

	/** Whether the answer decides the row, unless it is in place all the same. */
	public boolean isRefusal() {
		return switch (this.status) {
			case 401, 409 -> false;
			default -> !isWorthAnotherAttempt();
		};
	}

	/** Whether the server asks to wait; such an answer is no attempt at a row. */
	public boolean asksToWait() {
		return this.status == 429 || (this.retryAfter != null && isWorthAnotherAttempt() && !isProperAnswer());
	}

	/** Whether the service lives: any answer but those of an overload or an outage. */
	public boolean isProperAnswer() {
		return switch (this.status) {
			case NO_ANSWER, 408, 425, 429 -> false;
			default -> this.status < 500;
		};
	}

}
