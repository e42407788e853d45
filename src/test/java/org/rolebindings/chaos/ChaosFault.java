package org.rolebindings.chaos;

import org.jspecify.annotations.Nullable;

/** What the server does to one request. */
enum ChaosFault {

	NONE(0, Effect.AT_ONCE, Manner.WHOLE), EXTRAS(0, Effect.AT_ONCE, Manner.WITH_EXTRAS),
	PIECES(0, Effect.AT_ONCE, Manner.IN_PIECES), HINTS(0, Effect.AT_ONCE, Manner.AFTER_HINTS),
	NO_DATE(0, Effect.AT_ONCE, Manner.WITHOUT_DATE),

	S500(500, Effect.NONE, Manner.WHOLE), S502(502, Effect.NONE, Manner.GARBLED), S503(503, Effect.NONE, Manner.WHOLE),
	S504(504, Effect.NONE, Manner.WHOLE), S408(408, Effect.NONE, Manner.WHOLE), S425(425, Effect.NONE, Manner.WHOLE),
	S500_DONE(500, Effect.AT_ONCE, Manner.WHOLE), S502_DONE(502, Effect.AT_ONCE, Manner.GARBLED),
	S504_DONE(504, Effect.AT_ONCE, Manner.WHOLE), S408_DONE(408, Effect.AT_ONCE, Manner.WHOLE),

	S503_WAIT(503, Effect.NONE, Manner.WHOLE, "2"), S503_DONE_WAIT(503, Effect.AT_ONCE, Manner.WHOLE, "2"),
	S503_WAIT_NOT(503, Effect.NONE, Manner.WHOLE, "0"), S429(429, Effect.NONE, Manner.WHOLE),
	S429_WAIT(429, Effect.NONE, Manner.WHOLE, "2"), S429_WAIT_UNTIL(429, Effect.NONE, Manner.WHOLE, "date+2"),
	S429_WAIT_NOT(429, Effect.NONE, Manner.WHOLE, "0"), S429_WAIT_PAST(429, Effect.NONE, Manner.WHOLE, "date-3600"),
	S429_WAIT_GARBLED(429, Effect.NONE, Manner.GARBLED, "soon"),
	S429_WAIT_FOR_EVER(429, Effect.NONE, Manner.WHOLE, "1000000000000"),

	RESET(0, Effect.NONE, Manner.RESET), RESET_DONE(0, Effect.AT_ONCE, Manner.RESET),
	CLOSED(0, Effect.NONE, Manner.CLOSED), CLOSED_DONE(0, Effect.AT_ONCE, Manner.CLOSED),
	CUT_OFF_DONE(0, Effect.AT_ONCE, Manner.CUT_OFF), GARBLED_DONE(0, Effect.AT_ONCE, Manner.GARBLED),
	EMPTY_DONE(0, Effect.AT_ONCE, Manner.EMPTY), ANOTHER_DONE(0, Effect.AT_ONCE, Manner.ABOUT_ANOTHER),
	ANOTHER(201, Effect.NONE, Manner.ABOUT_ANOTHER),

	LATE(0, Effect.NONE, Manner.LATE), LATE_DONE(0, Effect.AT_ONCE, Manner.LATE),
	LATE_DONE_LATE(0, Effect.TOO_LATE, Manner.LATE), TRICKLING_DONE(0, Effect.AT_ONCE, Manner.TRICKLING),
	TRICKLING(503, Effect.NONE, Manner.TRICKLING), SILENCE(0, Effect.NONE, Manner.NEVER),

	/** Something in front of the server answers in its place. */
	PAGE_200(200, Effect.NONE, Manner.GARBLED), PAGE_401(401, Effect.NONE, Manner.GARBLED),
	PAGE_403(403, Effect.NONE, Manner.GARBLED), PAGE_404(404, Effect.NONE, Manner.GARBLED),
	PAGE_403_DONE(403, Effect.AT_ONCE, Manner.GARBLED),

	/** There is nothing in the way, but the server says so. */
	PHANTOM(409, Effect.NONE, Manner.WHOLE),

	/** Another client deletes the binding before the server can change it. */
	GONE(404, Effect.DELETED, Manner.WHOLE),

	/** Another client deletes the binding and makes another one before that. */
	REPLACED(404, Effect.REPLACED, Manner.WHOLE),

	/** Another client does something to the user's only binding after a look-up. */
	SEEN_THEN_DELETED(0, Effect.THEN_DELETED, Manner.WHOLE), SEEN_THEN_REPLACED(0, Effect.THEN_REPLACED, Manner.WHOLE),
	SEEN_THEN_CHANGED(0, Effect.THEN_CHANGED, Manner.WHOLE),

	R302(302, Effect.NONE, Manner.WHOLE), R400(400, Effect.NONE, Manner.WHOLE), R403(403, Effect.NONE, Manner.WHOLE),
	R404(404, Effect.NONE, Manner.WHOLE), R410(410, Effect.NONE, Manner.WHOLE), R422(422, Effect.NONE, Manner.WHOLE),
	R501(501, Effect.NONE, Manner.WHOLE);

	/** Whether and when the request is carried out, and what another client does then. */
	enum Effect {

		NONE, AT_ONCE, TOO_LATE, DELETED, REPLACED, THEN_DELETED, THEN_REPLACED, THEN_CHANGED;

		/** Whether another client comes before the request, which is not carried out. */
		boolean isForestalled() {
			return this == DELETED || this == REPLACED;
		}

		/** Whether another client comes after the request. */
		boolean isFollowed() {
			return this == THEN_DELETED || this == THEN_REPLACED || this == THEN_CHANGED;
		}

		/** Whether another client deletes the binding. */
		boolean takesAway() {
			return isForestalled() || this == THEN_DELETED || this == THEN_REPLACED;
		}

		/** Whether the other client makes a binding like the one that it deletes. */
		boolean isReplacing() {
			return this == REPLACED || this == THEN_REPLACED;
		}

	}

	private final int status;

	private final Effect effect;

	private final Manner manner;

	private final @Nullable String retryAfter;

	ChaosFault(int status, Effect effect, Manner manner) {
		this(status, effect, manner, null);
	}

	ChaosFault(int status, Effect effect, Manner manner, @Nullable String retryAfter) {
		this.status = status;
		this.effect = effect;
		this.manner = manner;
		this.retryAfter = retryAfter;
	}

	/** The status that is answered; 0 for the one that the request deserves. */
	int status() {
		return this.status;
	}

	Effect effect() {
		return this.effect;
	}

	Manner manner() {
		return this.manner;
	}

	/** Seconds, or {@code date} and the seconds from now on. */
	@Nullable String retryAfter() {
		return this.retryAfter;
	}

	/** Whether the client has to wait for as long as the server says. */
	boolean closesTheGate() {
		return this.retryAfter != null && this.retryAfter.endsWith("2");
	}

	boolean asksToWait() {
		return this.status == 429 || closesTheGate();
	}

	/** Whether it makes an attempt fail that would have succeeded, and counts as one. */
	boolean costsAnAttempt() {
		return !isHarmless() && !asksToWait();
	}

	/** Whether it makes an attempt fail whatever the request deserves. */
	boolean surelyCostsAnAttempt() {
		return costsAnAttempt() && (!this.manner.arrives() || this.status >= 408) && this != PHANTOM;
	}

	boolean isHarmless() {
		return this.status == 0 && this.manner.isIntact();
	}

	/** Whether the client sees that the API did not write the answer. */
	boolean isForeign() {
		return this.manner == Manner.GARBLED && this.status != 429 && this.status != 503;
	}

	/** The status in a report; empty where there is no answer. */
	String reportedStatus() {
		return this.manner.arrives() ? String.valueOf(this.status) : "";
	}

}
