package org.rolebindings.cli.key;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.http.ApiKey;
import org.rolebindings.cli.settings.FileArgument;

/**
 * The key for the imports of a watcher. A key file is read for each import, so the key
 * can be replaced at any time. Standard input is read once. Each warning is given once.
 */
public final class WatchedKey implements KeySource {

	private final Set<String> told = new HashSet<>();

	private @Nullable ApiKey fromStdin;

	@Override
	public synchronized ApiKey read(@Nullable String file, Consumer<String> warnings) {
		if (this.fromStdin != null) {
			return this.fromStdin;
		}
		ApiKey key = ApiKeys.read(file, (warning) -> {
			if (this.told.add(warning)) {
				warnings.accept(warning);
			}
		});
		if (FileArgument.STDIN.equals(file)) {
			this.fromStdin = key;
		}
		return key;
	}

}
