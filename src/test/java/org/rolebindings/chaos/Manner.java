package org.rolebindings.chaos;

/** How an answer is brought to the client. */
enum Manner {

	/** As it should be. */
	WHOLE(true, true),

	/** Whole, in chunks, with fields and headers that nobody knows. */
	WITH_EXTRAS(true, true),

	/** Whole, piece by piece, but in time. */
	IN_PIECES(true, true),

	/** Whole, after an interim answer. */
	AFTER_HINTS(true, true),

	/** Whole, but without the server's time. */
	WITHOUT_DATE(true, true),

	/** Whole, but what it says is no JSON. */
	GARBLED(true, false),

	/** Whole, but without a body. */
	EMPTY(true, false),

	/** Whole, but about somebody else's binding. */
	ABOUT_ANOTHER(true, false),

	/** With half of its body, then the connection ends. */
	CUT_OFF(false, false),

	/** The connection is reset. */
	RESET(false, false),

	/** The connection is closed without a byte. */
	CLOSED(false, false),

	/** After the client has given up. */
	LATE(false, false),

	/** Byte by byte, for longer than the client waits. */
	TRICKLING(false, false),

	/** Never, until the client hangs up. */
	NEVER(false, false);

	private final boolean arrives;

	private final boolean intact;

	Manner(boolean arrives, boolean intact) {
		this.arrives = arrives;
		this.intact = intact;
	}

	/** Whether the client gets to the end of the answer. */
	boolean arrives() {
		return this.arrives;
	}

	/** Whether the client gets what the server has to say. */
	boolean isIntact() {
		return this.intact;
	}

	/** Whether the client waits in vain until its time is up. */
	boolean isSlow() {
		return this == LATE || this == TRICKLING || this == NEVER;
	}

}
