package org.rolebindings.chaos;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Another client, which changes bindings while the program works on them. */
final class OtherClient {

	/** The role that it gives. */
	static final String ROLE = "Rol778";

	private final ChaosAccount account;

	private final ServerLog log;

	OtherClient(ChaosAccount account, ServerLog log) {
		this.account = account;
		this.log = log;
	}

	/** Comes right before a PATCH or a DELETE. */
	void comeBefore(ChaosRequest change, ChaosFault.Effect effect, Instant now) {
		Optional<Held> held = this.account.byId(Service.bindingId(change));
		held.ifPresent((there) -> act(there, effect, now));
	}

	/** Comes right after a look-up, whose answer still has the user's bindings. */
	void comeAfter(ChaosRequest lookUp, ChaosFault.Effect effect, Instant now) {
		String user = Ids.canonical(lookUp.query().getOrDefault("user_id", ""));
		List<Held> held = this.account.all().stream().filter((there) -> there.target().user().equals(user)).toList();
		held.forEach((there) -> act(there, effect, now));
	}

	private void act(Held held, ChaosFault.Effect effect, Instant now) {
		if (effect == ChaosFault.Effect.THEN_CHANGED) {
			Held unused = this.account.update(held.id(), ROLE);
			this.log.note(held.target(), "another client gives another role");
			return;
		}
		this.log.takenAway(held.target());
		boolean unused = this.account.delete(held.id());
		if (effect.isReplacing()) {
			Held anew = this.account.put(held.target(), held.role(), now);
			this.log.note(held.target(), "another client makes " + anew.id());
		}
	}

}
