package org.rolebindings.api;

import java.util.HashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Id;
import org.rolebindings.binding.ResourceType;

/** Goes through a listing, page by page. */
public final class PageWalk {

	/** Nobody has ten million bindings. */
	private static final int MAX_PAGES = 100_000;

	private final RoleBindingsApi api;

	private final ResourceType type;

	private final @Nullable Id user;

	private final Set<String> cursors = new HashSet<>();

	private @Nullable String cursor;

	private boolean over;

	private boolean lost;

	public PageWalk(RoleBindingsApi api, ResourceType type, @Nullable Id user) {
		this.api = api;
		this.type = type;
		this.user = user;
	}

	/**
	 * Fetches the next page; after a failure the same one again.
	 * @throws ApiException if it is not answered
	 */
	public RoleBindingPage next() {
		RoleBindingPage page = this.api.list(this.type, this.user, RoleBindingsApi.MAX_PAGE, this.cursor);
		RoleBindingPage.Pagination pagination = page.pagination();
		this.cursor = pagination.nextCursor();
		this.over = !pagination.hasMore();
		this.lost = !this.over
				&& (this.cursor == null || !this.cursors.add(this.cursor) || this.cursors.size() == MAX_PAGES);
		return page;
	}

	/** Whether the last page was the last one of all. */
	public boolean isOver() {
		return this.over;
	}

	/**
	 * Whether there should be more, but the last page does not say where, says where the
	 * walk has been already, or there were more pages than any account has.
	 */
	public boolean isLost() {
		return this.lost;
	}

}
