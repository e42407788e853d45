package org.rolebindings.chaos;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.rolebindings.testing.Program;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * An answer, before it is known how it is brought.
 *
 * @param status the status
 * @param headers the headers, but for those of the connection
 * @param body the body
 */
record ChaosAnswer(int status, List<String> headers, String body) {

	/** What a deletion is answered with. */
	static final ChaosAnswer NO_CONTENT = new ChaosAnswer(204, List.of(), "");

	private static final JsonMapper JSON = new JsonMapper();

	static ChaosAnswer of(int status, ObjectNode body) {
		return new ChaosAnswer(status, List.of("Content-Type: application/json"), body.toString());
	}

	/**
	 * A problem whose text has what no program should pass on: the key, markup and a
	 * control sequence.
	 */
	static ChaosAnswer problem(int status, @Nullable String retryAfter) {
		List<String> headers = new ArrayList<>(List.of("Content-Type: application/problem+json"));
		if (retryAfter != null) {
			headers.add("Retry-After: " + retryAfter);
		}
		ObjectNode body = JSON.createObjectNode()
			.put("title", "Status " + status)
			.put("status", status)
			.put("type", "about:blank")
			.put("detail", "So it is, <b>Bearer " + Program.KEY + "</b> \u001b[31m=1+1\r\n\tat com.example.Thing");
		return new ChaosAnswer(status, headers, body.toString());
	}

	ChaosAnswer withBody(String contentType, String body) {
		List<String> headers = new ArrayList<>(this.headers);
		headers.removeIf((header) -> header.startsWith("Content-Type:"));
		headers.add(0, "Content-Type: " + contentType);
		return new ChaosAnswer(isEmpty() ? 200 : this.status, headers, body);
	}

	/** Whether it has no body, and says so by its status. */
	boolean isEmpty() {
		return this.status == NO_CONTENT.status();
	}

	boolean isSuccess() {
		return this.status < 300;
	}

	/** The answer with something in place of each id of a user. */
	ChaosAnswer aboutAnother() {
		return isSuccess() ? new ChaosAnswer(this.status, this.headers,
				this.body.replaceAll("\"user_id\":\"[^\"]*\"", "\"user_id\":\"Usr999999\"")) : this;
	}

	/** The answer with a field that nobody knows. */
	ChaosAnswer withExtras() {
		return new ChaosAnswer(this.status, this.headers,
				this.body.replaceFirst("^\\{", "{\"x_region\":{\"a\":[1,null,\"\\\\u00e9\"]},"));
	}

}
