package org.rolebindings.chaos;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** What the server does to a request: finds its fault, and has that happen. */
final class Reaction {

	private final ChaosAccount account;

	private final Service service;

	private final ServerLog log;

	private final Script script;

	private final OtherClient otherClient;

	private final Clock clock;

	private final Map<Object, Integer> counts = new HashMap<>();

	/** What a request is about, and its fault. */
	private record Scripted(Object about, String what, ChaosFault fault) {
	}

	/** Requests of one kind about one thing. */
	private record Kind(String method, Object about) {
	}

	Reaction(ChaosAccount account, Service service, ServerLog log, Script script, Clock clock) {
		this.account = account;
		this.service = service;
		this.log = log;
		this.script = script;
		this.clock = clock;
		this.otherClient = new OtherClient(account, log);
	}

	/**
	 * Deals with a request.
	 * @return whether the connection can be used again
	 */
	boolean to(ChaosRequest request, Delivery delivery) throws IOException {
		Scripted scripted = scripted(request);
		String objection = request.method().equals("GET") ? null : this.script.objectionTo(request);
		if (objection != null) {
			this.log.objectTo(objection + ": " + request);
		}
		ChaosFault fault = scripted.fault();
		this.log.arrived(scripted.what());
		this.log.fault(scripted.about(), scripted.what(), fault);
		Instant now = this.clock.instant();
		ChaosAnswer answer = answer(request, fault, now);
		String status = ServerLog.NO_ANSWER;
		try {
			boolean goesOn = delivery.bring(answer, fault.manner(), now);
			status = goesOn ? String.valueOf(answer.status()) : status;
			return goesOn;
		}
		finally {
			this.log.answered(status, fault);
			if (fault.effect() == ChaosFault.Effect.TOO_LATE) {
				ChaosAnswer unheard = this.service.carryOut(request);
				this.log.note(scripted.about(), scripted.what() + " carried out now: " + unheard.status());
			}
		}
	}

	private Scripted scripted(ChaosRequest request) {
		switch (request.method()) {
			case "POST" -> {
				Target target = Service.target(request);
				int n = count(request, target);
				return new Scripted(target, "create " + n, this.script.create(target, n));
			}
			case "PATCH", "DELETE" -> {
				return change(request);
			}
			default -> {
				return list(request);
			}
		}
	}

	private Scripted change(ChaosRequest request) {
		boolean deletes = request.method().equals("DELETE");
		String what = deletes ? "delete" : "update";
		Optional<Held> held = this.account.byId(Service.bindingId(request));
		if (held.isEmpty()) {
			return new Scripted("unknown", what, ChaosFault.NONE);
		}
		Target target = held.get().target();
		int n = count(request, target);
		return new Scripted(target, what + " " + n,
				deletes ? this.script.delete(target, n) : this.script.update(target, n));
	}

	private Scripted list(ChaosRequest request) {
		if (!request.method().equals("GET") || !request.path().equals(Service.PATH)) {
			this.log.objectTo("Nobody should ask for that: " + request);
		}
		String user = request.query().get("user_id");
		if (user == null) {
			int n = count(request, "all");
			return new Scripted("all", "preflight " + n, this.script.preflight(n));
		}
		String canonical = Ids.canonical(user);
		int n = count(request, canonical);
		return new Scripted(canonical, "look-up " + n, this.script.lookUp(canonical, n));
	}

	private int count(ChaosRequest request, Object about) {
		synchronized (this.counts) {
			return this.counts.merge(new Kind(request.method(), about), 1, Integer::sum);
		}
	}

	private ChaosAnswer answer(ChaosRequest request, ChaosFault fault, Instant now) {
		return switch (fault.manner()) {
			case GARBLED -> bare(request, fault, now).withBody("text/html", "<html><b>Bad gateway</b> {\"id\":");
			case EMPTY -> bare(request, fault, now).withBody("application/json", "");
			case ABOUT_ANOTHER -> bare(request, fault, now).aboutAnother();
			default -> bare(request, fault, now);
		};
	}

	private ChaosAnswer bare(ChaosRequest request, ChaosFault fault, Instant now) {
		ChaosFault.Effect effect = fault.effect();
		if (effect.isForestalled()) {
			this.otherClient.comeBefore(request, effect, now);
		}
		boolean done = effect == ChaosFault.Effect.AT_ONCE || effect.isFollowed();
		ChaosAnswer deserved = done ? this.service.carryOut(request) : ChaosAnswer.problem(503, null);
		if (effect.isFollowed()) {
			this.otherClient.comeAfter(request, effect, now);
		}
		if (fault == ChaosFault.ANOTHER) {
			return ChaosAnswer.of(201, new Held(0, "Bin0", Service.target(request), "Rol0", now, now).toJson());
		}
		return (fault.status() != 0) ? ChaosAnswer.problem(fault.status(), retryAfter(fault, now)) : deserved;
	}

	private static @Nullable String retryAfter(ChaosFault fault, Instant now) {
		String wait = fault.retryAfter();
		if (wait == null || !wait.startsWith("date")) {
			return wait;
		}
		return Delivery.DATE.format(now.plusSeconds(Long.parseLong(wait.substring("date".length()))));
	}

}
