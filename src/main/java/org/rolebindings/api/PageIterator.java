package org.rolebindings.api;

import java.util.HashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Id;
import org.rolebindings.binding.ResourceType;

/**
 * Reads a listing page by page.
 *
 * @param <P> the type of the pages
 */
public final class PageIterator<P extends Page> {

	/**
	 * A listing with more pages is taken for endless: no account has ten million
	 * bindings.
	 */
	private static final int MAX_PAGES = 100_000;

	private final Source<P> source;

	private final Set<String> cursors = new HashSet<>();

	private @Nullable String cursor;

	private boolean hasNext = true;

	private boolean broken;

	/**
	 * Begins at the first page.
	 * @param source sends the requests
	 */
	public PageIterator(Source<P> source) {
		this.source = source;
	}

	/**
	 * Begins at the first page of a listing of bindings.
	 * @param api sends the requests
	 * @param type the type of the resources
	 * @param user only this user's bindings, or {@code null} for all
	 */
	public static PageIterator<RoleBindingPage> ofBindings(RoleBindingsApi api, ResourceType type, @Nullable Id user) {
		return new PageIterator<>((cursor) -> api.list(type, user, RoleBindingsApi.MAX_PAGE, cursor));
	}

	/**
	 * Fetches pages.
	 *
	 * @param <P> the type of the pages
	 */
	@FunctionalInterface
	public interface Source<P extends Page> {

		/**
		 * Fetches a page.
		 * @param cursor where it begins, or {@code null} for the first one
		 * @throws ApiException if the answer is not a page
		 */
		P fetch(@Nullable String cursor);

	}

	/**
	 * Fetches the next page. After a failure it fetches the same page again.
	 * @return the page
	 * @throws ApiException if the answer is not a page
	 */
	public P next() {
		P page = this.source.fetch(this.cursor);
		Pagination pagination = page.pagination();
		this.cursor = pagination.nextCursor();
		this.hasNext = pagination.hasMore();
		this.broken = this.hasNext
				&& (this.cursor == null || !this.cursors.add(this.cursor) || this.cursors.size() == MAX_PAGES);
		return page;
	}

	/**
	 * Returns whether there is another page.
	 * @return {@code true} at first, and as long as the last page says so
	 */
	public boolean hasNext() {
		return this.hasNext;
	}

	/**
	 * Returns whether the listing cannot go on although there should be another page: the
	 * last page has no cursor, it repeats an earlier cursor, or there were 100,000 pages.
	 */
	public boolean isBroken() {
		return this.broken;
	}

}
