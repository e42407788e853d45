package org.rolebindings.placing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rolebindings.api.ApiException;
import org.rolebindings.api.FakeApi;
import org.rolebindings.api.RetryRules;
import org.rolebindings.api.RoleBinding;
import org.rolebindings.api.RoleBindingPage;
import org.rolebindings.api.RoleBindingsApi;
import org.rolebindings.api.TestBindings;
import org.rolebindings.api.UpdateRoleBindingRequest;
import org.rolebindings.api.http.TestApiClient;
import org.rolebindings.binding.Binding;
import org.rolebindings.binding.Decision;
import org.rolebindings.binding.Doubt;
import org.rolebindings.binding.ErrorCode;
import org.rolebindings.binding.ExistingBinding;
import org.rolebindings.binding.Id;
import org.rolebindings.binding.Outcome;
import org.rolebindings.binding.Removal;
import org.rolebindings.binding.ResourceType;
import org.rolebindings.binding.UndecidedRow;
import org.rolebindings.sandbox.SandboxClient;
import org.rolebindings.sandbox.SandboxProperties;
import org.rolebindings.sandbox.SandboxServer;
import org.rolebindings.sandbox.bindings.SandboxBinding;
import org.rolebindings.sandbox.keys.KeysFile;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of "Undo and revoke" in the contract with a sandbox: every combination of what is
 * taken back, what others have done to the binding since, the rights of the key, and a
 * request or a start that was lost.
 */
@Timeout(60)
class RemovalTableTests {

	private static final String ROLE = SandboxClient.id("Role:1:a");

	private static final String FORMER_ROLE = SandboxClient.id("Role:2:b");

	private static final String OTHER_ROLE = SandboxClient.id("Role:3:c");

	/** A time in which the binding was not made. */
	private static final Instant BEFORE = TestBindings.LONG_AGO;

	/** What the row takes back. */
	private enum Task {

		UNDO_CREATED, UNDO_UPDATED, UNDO_CREATE_IN_DOUBT, UNDO_UPDATE_IN_DOUBT, UNDO_UNPROVEN, REVOKE;

		boolean restores() {
			return this == UNDO_UPDATED || this == UNDO_UPDATE_IN_DOUBT;
		}

		boolean knowsTheBinding() {
			return this == UNDO_CREATED || this == UNDO_UPDATED;
		}

	}

	/** What others do with the binding before the start. */
	private enum Since {

		NOTHING, DELETED, RECREATED, OTHER_ROLE, FORMER_ROLE

	}

	private enum Rights {

		ALL(true, true, true), NO_READ(true, false, true), NO_DELETE(true, true, false), NO_CREATE(false, true, true),
		NONE(false, false, false);

		private final boolean creates;

		private final boolean reads;

		private final boolean deletes;

		Rights(boolean creates, boolean reads, boolean deletes) {
			this.creates = creates;
			this.reads = reads;
			this.deletes = deletes;
		}

		List<String> names() {
			List<String> names = new ArrayList<>();
			if (this.creates) {
				names.add("\"CREATE\"");
			}
			if (this.reads) {
				names.add("\"READ\"");
			}
			if (this.deletes) {
				names.add("\"DELETE\"");
			}
			return names;
		}

		String space() {
			return "Space:" + name();
		}

	}

	/** What is lost: of this start a request or its answer, or an earlier start. */
	private enum Lost {

		NOTHING, REQUEST, ANSWER, START_BEFORE_THE_JOURNAL, START_BEFORE_THE_REQUEST, START_AFTER_THE_REQUEST;

		boolean isJournalled() {
			return this == START_BEFORE_THE_REQUEST || this == START_AFTER_THE_REQUEST;
		}

	}

	private record Case(Task task, Since since, Rights rights, Lost lost, boolean seesOthers) {
	}

	/** Loses the first request that changes something, or its answer. */
	private static final class LosingApi extends FakeApi {

		private final RoleBindingsApi api;

		private Lost lost;

		private int effects;

		LosingApi(RoleBindingsApi api, Lost lost) {
			this.api = api;
			this.lost = lost;
		}

		@Override
		public RoleBinding update(String bindingId, UpdateRoleBindingRequest request) {
			loseRequest();
			RoleBinding updated = this.api.update(bindingId, request);
			loseAnswer();
			return updated;
		}

		@Override
		public void delete(String bindingId) {
			loseRequest();
			this.api.delete(bindingId);
			loseAnswer();
		}

		@Override
		public RoleBindingPage list(ResourceType resourceType, @Nullable Id user, int limit, @Nullable String cursor) {
			return this.api.list(resourceType, user, limit, cursor);
		}

		private void loseRequest() {
			if (this.lost == Lost.REQUEST) {
				lose();
			}
		}

		private void loseAnswer() {
			this.effects++;
			if (this.lost == Lost.ANSWER) {
				lose();
			}
		}

		private void lose() {
			this.lost = Lost.NOTHING;
			throw new ApiException(500, "", null, null, null);
		}

	}

	@TempDir
	private static Path folder;

	private static SandboxServer sandbox;

	private static SandboxClient admin;

	private static TestApiClient client;

	private static int users;

	private final String user = SandboxClient.id("User:" + ++users);

	private String space = "";

	@BeforeAll
	static void start() throws IOException {
		List<String> rights = new ArrayList<>();
		for (Rights some : Rights.values()) {
			rights.add("\"%s\": %s".formatted(SandboxClient.id(some.space()), some.names()));
		}
		Path keys = folder.resolve("keys.json");
		Files.writeString(keys, "{\"admin\": {\"*\": [\"CREATE\", \"READ\", \"DELETE\"]}, \"%s\": {%s}}"
			.formatted(TestApiClient.SECRET, String.join(", ", rights)));
		sandbox = SandboxServer.start(0, SandboxProperties.none(), KeysFile.read(keys), Duration.ZERO);
		admin = new SandboxClient(sandbox, "admin");
		client = new TestApiClient(sandbox.baseUrl().toString(), TestApiClient.AMPLE);
	}

	@AfterAll
	static void close() {
		client.close();
		sandbox.close();
	}

	static List<Case> cases() {
		List<Case> cases = new ArrayList<>();
		for (Task task : Task.values()) {
			for (Since since : Since.values()) {
				for (Rights rights : Rights.values()) {
					for (Lost lost : Lost.values()) {
						cases.add(new Case(task, since, rights, lost, true));
						if (since == Since.DELETED || !rights.reads) {
							cases.add(new Case(task, since, rights, lost, false));
						}
					}
				}
			}
		}
		return cases;
	}

	@ParameterizedTest
	@MethodSource("cases")
	void makeDecidesAsTheContractSays(Case given) {
		this.space = SandboxClient.id(given.rights().space());
		create(ROLE);
		SandboxBinding made = Objects.requireNonNull(there());
		if (given.lost() == Lost.START_AFTER_THE_REQUEST && given.task() != Task.UNDO_UNPROVEN) {
			takeBack(given.task(), made.id());
		}
		change(given.since(), made);
		SandboxBinding before = there();
		LosingApi api = new LosingApi(client.api, given.lost());
		UndecidedRow row = new UndecidedRow(2, wanted(), 0, doubts(given, made.id())).takingBack(removal(given, made));
		Placing removing = new Placing(client, api, sight(given), new RetryRules(8, () -> 0));
		Decision decision = removing.decide(row);
		check(given, decision, made, before);
		boolean changes = decision.outcome() == Outcome.DELETED || decision.outcome() == Outcome.RESTORED;
		assertThat(api.effects).isEqualTo((changes && isExpected(given, made, visible(given, before))) ? 1 : 0);
		if (api.effects == 0) {
			assertThat(there()).isEqualTo(before);
			assertThat(removing.waited).isGreaterThanOrEqualTo(Duration.ofSeconds(5));
		}
	}

	private void check(Case given, Decision decision, SandboxBinding made, @Nullable SandboxBinding before) {
		SandboxBinding seen = visible(given, before);
		Outcome outcome = expected(given, made, seen);
		assertThat(decision.outcome()).isEqualTo(outcome);
		assertThat(decision.errorCode()).isEqualTo(switch (outcome) {
			case FAILED -> (seen != null) ? ErrorCode.FORBIDDEN : ErrorCode.NOT_VISIBLE;
			case CHANGED_SINCE -> ErrorCode.CHANGED_SINCE;
			default -> null;
		});
		if (outcome == Outcome.DELETED) {
			assertThat(decision.bindingId())
				.isEqualTo(isExpected(given, made, seen) ? Objects.requireNonNull(seen).id() : made.id());
			assertThat(decision.previousRoleId()).isEqualTo(ROLE);
		}
		if (outcome == Outcome.RESTORED) {
			assertThat(there()).extracting(SandboxBinding::id, SandboxBinding::roleId)
				.containsExactly(made.id(), FORMER_ROLE);
			assertThat(decision.previousRoleId()).isEqualTo(ROLE);
		}
		if (outcome == Outcome.CHANGED_SINCE || outcome == Outcome.UNCHANGED) {
			assertThat(decision.bindingId()).isEqualTo((seen != null) ? seen.id() : null);
		}
		if (outcome == Outcome.FAILED && seen == null) {
			assertThat(decision.message()).contains("This key sees no binding", "ROLE_BINDING_READ");
		}
		else if (outcome == Outcome.FAILED) {
			assertThat(decision.message()).contains(
					given.task().restores() ? "ROLE_BINDING_CREATE and ROLE_BINDING_DELETE" : "ROLE_BINDING_DELETE");
		}
		boolean own = given.lost().name().startsWith("START");
		boolean decided = outcome.isSuccess();
		assertThat(decision.decidedDoubts().contains(7L)).isEqualTo(own && (decided || seen != null));
		assertThat(decision.decidedDoubts().contains(3L))
			.isEqualTo(decided && removal(given, made).placed().size() == 1);
	}

	private static Outcome expected(Case given, SandboxBinding made, @Nullable SandboxBinding seen) {
		Task task = given.task();
		boolean deletedInDoubt = given.lost().isJournalled() && !task.restores();
		if (isExpected(given, made, seen)) {
			Rights rights = given.rights();
			if (rights.deletes && (rights.creates || !task.restores())) {
				return task.restores() ? Outcome.RESTORED : Outcome.DELETED;
			}
			return Outcome.FAILED;
		}
		if (seen == null) {
			if (deletedInDoubt) {
				return Outcome.DELETED;
			}
			if (!given.seesOthers() || !given.rights().reads) {
				return Outcome.FAILED;
			}
			return task.restores() ? Outcome.CHANGED_SINCE : Outcome.GONE;
		}
		boolean same = seen.id().equals(made.id());
		if (deletedInDoubt && !same) {
			return Outcome.DELETED;
		}
		if (task.restores() && same && seen.roleId().equals(FORMER_ROLE)) {
			return given.lost().isJournalled() ? Outcome.RESTORED : Outcome.UNCHANGED;
		}
		boolean ofTheRun = task.knowsTheBinding() || task == Task.REVOKE || (same && task != Task.UNDO_UNPROVEN);
		return ofTheRun ? Outcome.CHANGED_SINCE : Outcome.UNCHANGED;
	}

	/** Whether what the key sees is what the row takes back. */
	private static boolean isExpected(Case given, SandboxBinding made, @Nullable SandboxBinding seen) {
		return given.task() != Task.UNDO_UNPROVEN && seen != null && seen.roleId().equals(ROLE)
				&& (given.task() == Task.REVOKE || seen.id().equals(made.id()));
	}

	private static @Nullable SandboxBinding visible(Case given, @Nullable SandboxBinding before) {
		return given.rights().reads ? before : null;
	}

	private static Removal removal(Case given, SandboxBinding made) {
		ExistingBinding former = new ExistingBinding(made.id(), FORMER_ROLE);
		return switch (given.task()) {
			case UNDO_CREATED -> new Removal(made.id(), null);
			case UNDO_UPDATED -> new Removal(made.id(), FORMER_ROLE);
			case UNDO_CREATE_IN_DOUBT ->
				Removal.placedIn(List.of(new Doubt(3, made.createdAt(), made.createdAt(), null)));
			case UNDO_UPDATE_IN_DOUBT -> Removal.placedIn(List.of(new Doubt(3, BEFORE, BEFORE, former)));
			case UNDO_UNPROVEN -> Removal.placedIn(List.of(new Doubt(3, BEFORE, BEFORE, null)));
			case REVOKE -> Removal.OF_ROW;
		};
	}

	/** The doubts of an earlier start of the undo or revoke. */
	private static List<Doubt> doubts(Case given, String bindingId) {
		ExistingBinding sent = new ExistingBinding(bindingId, ROLE);
		return switch (given.lost()) {
			case NOTHING, REQUEST, ANSWER -> List.of();
			case START_BEFORE_THE_JOURNAL -> List.of(new Doubt(7, BEFORE, BEFORE, null));
			case START_BEFORE_THE_REQUEST, START_AFTER_THE_REQUEST -> List.of(new Doubt(7, BEFORE, BEFORE, sent));
		};
	}

	private static ResourceSight sight(Case given) {
		AtomicBoolean seen = new AtomicBoolean(given.seesOthers() && given.rights().reads);
		return new ResourceSight() {

			@Override
			public void seen(Binding binding) {
				seen.set(true);
			}

			@Override
			public boolean seesAny(Binding binding) {
				return seen.get();
			}

		};
	}

	private void takeBack(Task task, String bindingId) {
		if (task.restores()) {
			changeRole(bindingId, FORMER_ROLE);
		}
		else {
			assertThat(admin.delete(bindingId).statusCode()).isEqualTo(204);
		}
	}

	private void change(Since since, SandboxBinding made) {
		switch (since) {
			case NOTHING -> {
			}
			case DELETED -> delete();
			case RECREATED -> {
				delete();
				create(ROLE);
				while (!Objects.requireNonNull(there()).createdAt().isAfter(made.createdAt())) {
					delete();
					create(ROLE);
				}
			}
			case OTHER_ROLE -> give(OTHER_ROLE);
			case FORMER_ROLE -> give(FORMER_ROLE);
		}
	}

	private void give(String role) {
		SandboxBinding there = there();
		if (there != null) {
			changeRole(there.id(), role);
		}
		else {
			create(role);
		}
	}

	private void delete() {
		SandboxBinding there = there();
		if (there != null) {
			admin.delete(there.id());
		}
	}

	private void create(String role) {
		assertThat(admin
			.create(Map.of("role_id", role, "user_id", this.user, "resource_type", "SPACE", "resource_id", this.space))
			.statusCode()).isEqualTo(201);
	}

	private void changeRole(String bindingId, String role) {
		assertThat(admin.patch(bindingId, "{\"role_id\":\"" + role + "\"}").statusCode()).isEqualTo(200);
	}

	private @Nullable SandboxBinding there() {
		return sandbox.bindings()
			.stream()
			.filter((binding) -> binding.userId().equals(this.user))
			.findFirst()
			.orElse(null);
	}

	private Binding wanted() {
		return TestBindings.wanted(ROLE, this.user, this.space);
	}

}
