package org.rolebindings.api.directory;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.rolebindings.api.Page;
import org.rolebindings.api.Pagination;
import tools.jackson.databind.JsonNode;

/**
 * One page of a list.
 *
 * @param entries its entries, without those that have no id
 * @param pagination whether and where the listing goes on
 */
public record DirectoryPage(List<DirectoryEntry> entries, Pagination pagination) implements Page {

	/** Copies the list. */
	public DirectoryPage {
		entries = List.copyOf(entries);
	}

	/**
	 * Reads a page.
	 * @param directory the list
	 * @param body the answer
	 * @return the page, or {@code null} if the answer is not a page
	 */
	public static @Nullable DirectoryPage read(Directory directory, JsonNode body) {
		JsonNode items = body.path(directory.array());
		JsonNode pagination = body.path("pagination");
		if (!items.isArray() || !pagination.path("has_more").isBoolean()) {
			return null;
		}
		List<DirectoryEntry> entries = new ArrayList<>();
		for (JsonNode item : items) {
			String id = text(item, (directory == Directory.RESTRICTIONS) ? "resource_id" : "id");
			if (!id.isEmpty()) {
				entries.add(new DirectoryEntry(id, text(item, (directory == Directory.USERS) ? "email" : "name"),
						text(item, "space_id"), item.path("is_predefined").asBoolean(false)));
			}
		}
		JsonNode cursor = pagination.path("next_cursor");
		return new DirectoryPage(entries,
				new Pagination(pagination.path("has_more").asBoolean(), cursor.isString() ? cursor.asString() : null));
	}

	private static String text(JsonNode item, String name) {
		JsonNode value = item.path(name);
		return value.isString() ? value.asString() : "";
	}

}
