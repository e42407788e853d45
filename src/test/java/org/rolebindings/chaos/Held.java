package org.rolebindings.chaos;

import java.time.Instant;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A binding in the server's memory.
 *
 * @param number how many were there when it was made
 * @param id its id
 * @param target who has it on what
 * @param role the role
 * @param createdAt when it was made, on the server's clock
 * @param updatedAt when it was last changed
 */
record Held(int number, String id, Target target, String role, Instant createdAt, Instant updatedAt) {

	private static final JsonMapper JSON = new JsonMapper();

	Held withRole(String role, Instant now) {
		return new Held(this.number, this.id, this.target, role, this.createdAt, now);
	}

	ObjectNode toJson() {
		return JSON.createObjectNode()
			.put("id", this.id)
			.put("role_id", this.role)
			.put("user_id", this.target.user())
			.put("resource_type", this.target.type())
			.put("resource_id", this.target.resource())
			.put("created_at", this.createdAt.toString())
			.put("updated_at", this.updatedAt.toString());
	}

}
