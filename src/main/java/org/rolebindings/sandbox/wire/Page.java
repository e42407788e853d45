package org.rolebindings.sandbox.wire;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * Cuts pages out of listings.
 *
 * @param hasMore whether a page follows
 * @param nextCursor how to ask for it, or {@code null} if none follows
 */
public record Page(boolean hasMore, @Nullable String nextCursor) {

	/**
	 * Makes the answer to a request for a page.
	 * @param <T> the type of the items
	 * @param name the name of the items' list
	 * @param items the items, one more than the page may have if a page follows
	 * @param request the page that was asked for
	 * @param position where an item stands in the listing
	 * @param visible whether the key may see an item; the others are left out
	 * @return the answer
	 */
	public static <T> Result of(String name, List<T> items, PageRequest request, Function<T, String> position,
			Predicate<T> visible) {
		boolean hasMore = items.size() > request.limit();
		List<T> shown = hasMore ? items.subList(0, request.limit()) : items;
		String next = hasMore ? request.cursor(position.apply(shown.get(shown.size() - 1))) : null;
		Map<String, Object> payload = new LinkedHashMap<>();
		payload.put(name, shown.stream().filter(visible).toList());
		payload.put("pagination", new Page(hasMore, next));
		return Result.ok(payload);
	}

}
