package org.rolebindings.files;

import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/** An exception and its causes, from the outermost to the root. */
public final class CauseChain {

	private CauseChain() {
	}

	/**
	 * All links of the chain.
	 * @param failure the exception
	 * @return the exception first, its root cause last
	 */
	public static Stream<Throwable> of(@Nullable Throwable failure) {
		return Stream.iterate(failure, (cause) -> cause != null, Throwable::getCause);
	}

	/**
	 * Finds the first link of a type.
	 * @param <T> the type
	 * @param failure the exception
	 * @param type the type
	 */
	public static <T> Optional<T> find(@Nullable Throwable failure, Class<T> type) {
		return of(failure).filter(type::isInstance).map(type::cast).findFirst();
	}

}
