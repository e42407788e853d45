package org.rolebindings.cli.key;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.http.ApiKey;
import org.rolebindings.cli.process.InvalidSettingException;

/** Where an import gets its API key from. */
@FunctionalInterface
public interface KeySource {

	/**
	 * Reads the key.
	 * @param file the value of {@code --api-key-file}, or {@code null}
	 * @param warnings takes a warning if others can read the key
	 * @return the key
	 * @throws InvalidSettingException if there is none, or it cannot be read or used
	 */
	ApiKey read(@Nullable String file, Consumer<String> warnings);

}
