package org.rolebindings.api.http;

import org.jspecify.annotations.Nullable;

/**
 * A setting was found to be unusable when it was used, like a file that is not there; the
 * message names it, its value and what it takes.
 */
public final class UnusableSettingException extends IllegalArgumentException {

	UnusableSettingException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
