package org.rolebindings.cli.key;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.http.ApiKey;
import org.rolebindings.cli.settings.FileArgument;

/**
 * The key of many imports: that of a file is read for each of them, so that it can be
 * replaced while nobody looks; standard input has it only once. What there is to warn of
 * is told once.
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
