package org.rolebindings.api.http;

import org.jspecify.annotations.Nullable;

/**
 * A setting turned out to be unusable, for instance a file that does not exist. The
 * message has the name of the setting, its value and the allowed values.
 */
public final class UnusableSettingException extends IllegalArgumentException {

	UnusableSettingException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
