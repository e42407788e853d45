package org.rolebindings.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.Id;
import org.rolebindings.binding.ResourceType;

/**
 * An account behind a bad line: it refuses, throttles, fails before it has done what it
 * was asked for, and fails after it. What it does for one user depends on the seed alone,
 * however the threads run.
 */
public final class UnreliableApi extends FakeApi {

	static final Instant DURING_THE_RUN = TestBindings.MARKED_AT.plusSeconds(1);

	private static final int[] NOT_DONE = { 429, 425, 500, 503, ApiException.NO_ANSWER };

	private static final int[] DONE_UNHEARD = { 200, 201, 408, 500, 501, 504, ApiException.NO_ANSWER };

	private final Map<String, RoleBinding> bindings = new ConcurrentHashMap<>();

	private final Map<String, Random> randoms = new ConcurrentHashMap<>();

	private final AtomicInteger requests = new AtomicInteger();

	private final long seed;

	private final int breakDownAt;

	private final Runnable onBreakDown;

	private volatile boolean reliable;

	public UnreliableApi(long seed, int breakDownAt, Runnable onBreakDown) {
		this.seed = seed;
		this.breakDownAt = breakDownAt;
		this.onBreakDown = onBreakDown;
	}

	public void becomeReliable() {
		this.reliable = true;
	}

	public void put(String user, String role, Instant createdAt) {
		this.bindings.put(user, new RoleBinding("b-" + user, role, user, ResourceType.SPACE.name(), TestBindings.SPACE,
				createdAt, createdAt));
	}

	public @Nullable String role(String user) {
		RoleBinding binding = this.bindings.get(user);
		return (binding != null) ? binding.roleId() : null;
	}

	@Override
	public RoleBinding create(CreateRoleBindingRequest request) {
		String user = request.userId();
		failSometimes(user, NOT_DONE);
		if (this.bindings.containsKey(user)) {
			throw failure(409);
		}
		if (!this.reliable && random(user).nextInt(20) == 0) {
			throw failure(403);
		}
		put(user, request.roleId(), DURING_THE_RUN);
		failSometimes(user, DONE_UNHEARD);
		return binding(user);
	}

	@Override
	public RoleBinding update(String bindingId, UpdateRoleBindingRequest request) {
		String user = bindingId.substring("b-".length());
		failSometimes(user, NOT_DONE);
		put(user, request.roleId(), Objects.requireNonNull(binding(user).createdAt()));
		failSometimes(user, DONE_UNHEARD);
		return binding(user);
	}

	@Override
	public RoleBindingPage list(ResourceType resourceType, @Nullable Id user, int limit, @Nullable String cursor) {
		String wanted = String.valueOf(user);
		failSometimes(wanted, NOT_DONE);
		RoleBinding binding = this.bindings.get(wanted);
		return new RoleBindingPage((binding != null) ? List.of(binding) : List.of(), new Pagination(false, null));
	}

	private void failSometimes(String user, int[] statuses) {
		if (this.requests.incrementAndGet() == this.breakDownAt) {
			this.onBreakDown.run();
		}
		Random random = random(user);
		if (!this.reliable && random.nextInt(5) < 2) {
			throw failure(statuses[random.nextInt(statuses.length)]);
		}
	}

	private Random random(String user) {
		return this.randoms.computeIfAbsent(user, (key) -> new Random(31 * this.seed + key.hashCode()));
	}

	private RoleBinding binding(String user) {
		RoleBinding binding = this.bindings.get(user);
		if (binding == null) {
			throw failure(404);
		}
		return binding;
	}

	private static ApiException failure(int status) {
		return new ApiException(status, "", null, null, null);
	}

}
