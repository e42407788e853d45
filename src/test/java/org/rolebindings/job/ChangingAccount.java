package org.rolebindings.job;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

import org.jspecify.annotations.Nullable;
import org.rolebindings.sandbox.SandboxClient;
import org.rolebindings.sandbox.SandboxServer;
import org.rolebindings.sandbox.bindings.SandboxBinding;

import static org.assertj.core.api.Assertions.assertThat;

/** A small account that other clients change at random. */
public record ChangingAccount(SandboxServer sandbox) {

	public static final int USERS = 5;

	public static final int SPACES = 3;

	public static final int ROLES = 3;

	/** Creates, deletes or changes bindings. */
	public void change(Random random, int times) {
		SandboxClient client = new SandboxClient(this.sandbox);
		for (int i = 0; i < times; i++) {
			Map<String, String> wanted = SandboxClient.binding("r" + random.nextInt(ROLES), "u" + random.nextInt(USERS),
					"Space:s" + random.nextInt(SPACES));
			SandboxBinding there = byPlace().get(wanted.get("user_id") + " " + wanted.get("resource_id"));
			change(client, there, wanted, random);
		}
	}

	private static void change(SandboxClient client, @Nullable SandboxBinding there, Map<String, String> wanted,
			Random random) {
		if (there == null) {
			assertThat(client.create(wanted).statusCode()).isEqualTo(201);
		}
		else if (random.nextBoolean()) {
			assertThat(client.delete(there.id()).statusCode()).isEqualTo(204);
		}
		else {
			String role = Objects.requireNonNull(wanted.get("role_id"));
			assertThat(client.patch(there.id(), "{\"role_id\": \"" + role + "\"}").statusCode()).isEqualTo(200);
		}
	}

	/** The bindings by the user and the resource. */
	public Map<String, SandboxBinding> byPlace() {
		Map<String, SandboxBinding> bindings = new HashMap<>();
		this.sandbox.bindings()
			.forEach((binding) -> bindings.put(binding.userId() + " " + binding.resourceId(), binding));
		return bindings;
	}

}
