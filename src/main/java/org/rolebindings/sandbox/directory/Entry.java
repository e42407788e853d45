package org.rolebindings.sandbox.directory;

import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Id;
import tools.jackson.databind.node.ObjectNode;

/**
 * One entry of a list.
 *
 * @param position where it stands in its list, from 0
 * @param id its id; that of the project for a restriction
 * @param parent the organization of a space, the space of a project, or {@code null}
 * @param searched its name or email in lower case
 * @param shown what list calls show, as it was read
 */
public record Entry(int position, Id id, @Nullable Id parent, String searched, ObjectNode shown) {

	@Override
	@JsonValue
	public ObjectNode shown() {
		return this.shown;
	}

	/**
	 * The text of a field.
	 * @param field its name on the wire
	 * @return the text, empty if there is none
	 */
	public String text(String field) {
		return this.shown.path(field).asString("");
	}

	public Entry without(String field) {
		ObjectNode rest = this.shown.deepCopy();
		rest.remove(field);
		return new Entry(this.position, this.id, this.parent, this.searched, rest);
	}

}
