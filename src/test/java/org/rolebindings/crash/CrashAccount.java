package org.rolebindings.crash;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.ResourceType;
import org.rolebindings.crash.ImportFile.Wanted;
import org.rolebindings.sandbox.SandboxProperties;
import org.rolebindings.sandbox.TestAccount;
import org.rolebindings.sandbox.bindings.SandboxBinding;
import org.rolebindings.sandbox.keys.AccessKeys;
import org.rolebindings.sandbox.wire.Request;
import org.rolebindings.sandbox.wire.Result;

/** A sandbox in which some of the bindings that a file asks for are there already. */
public final class CrashAccount implements AutoCloseable {

	/** No clock takes for new what was there so long before. */
	private static final Duration AGE = Duration.ofHours(1);

	private static final SandboxProperties DUMB = new SandboxProperties(Duration.ZERO, null, 0, 1);

	private final Instant openedAt = Instant.now();

	private final String host;

	private final TestAccount sandbox;

	private volatile Runnable afterRequest = () -> {
	};

	private volatile int mostBindings = Integer.MAX_VALUE;

	private final Map<String, Integer> changes = new ConcurrentHashMap<>();

	CrashAccount(ImportFile file, SandboxProperties properties) {
		this(file, properties, AccessKeys.any(), "127.0.0.1");
	}

	/**
	 * An account in which not every key may do everything.
	 * @param host a name of the loopback address, for the URL
	 */
	public CrashAccount(ImportFile file, SandboxProperties properties, AccessKeys keys, String host) {
		this.host = host;
		this.sandbox = new TestAccount(file.thereBefore().stream().map(this::old).toList(), properties, keys,
				this::requestCame);
	}

	private void requestCame(Request request, @Nullable Result result, @Nullable String problem) {
		if (result != null && !request.method().equals("GET")) {
			String changed = (result.payload() instanceof SandboxBinding binding) ? binding.id() : request.path();
			int unused = this.changes.merge(request.method() + " " + changed, 1, Integer::sum);
		}
		this.afterRequest.run();
		if (bindings().size() >= this.mostBindings) {
			put(bindings(), DUMB);
		}
	}

	private SandboxBinding old(Wanted wanted) {
		Instant createdAt = this.openedAt.minus(AGE);
		return new SandboxBinding("", wanted.role(), wanted.user(), ResourceType.valueOf(wanted.type()),
				wanted.resource(), createdAt, createdAt);
	}

	/** What has been done to each binding, and how often. */
	public Map<String, Integer> changes() {
		return Map.copyOf(this.changes);
	}

	/** Begins to count anew what is done to each binding. */
	public void forgetChanges() {
		this.changes.clear();
	}

	/** Has something done after each request, before it is answered. */
	void afterRequest(Runnable action) {
		this.afterRequest = action;
	}

	/**
	 * Answers nothing any more, though it does what it is asked to, once it holds so many
	 * bindings. The requests have to come one at a time.
	 */
	void fallSilentAt(int bindings) {
		this.mostBindings = bindings;
	}

	/** Goes back to what the account held at another time. */
	void put(List<SandboxBinding> bindings, SandboxProperties properties) {
		this.mostBindings = Integer.MAX_VALUE;
		this.sandbox.put(bindings, properties);
	}

	public URI baseUrl() {
		return URI.create("http://" + this.host + ":" + this.sandbox.baseUrl().getPort());
	}

	public long requests() {
		return this.sandbox.requests();
	}

	public List<SandboxBinding> bindings() {
		return this.sandbox.bindings();
	}

	/** The role of each user on each resource, and whether it was there before. */
	Map<String, String> contents() {
		Map<String, String> contents = new TreeMap<>();
		for (SandboxBinding binding : bindings()) {
			String age = binding.createdAt().isBefore(this.openedAt) ? " (old)" : " (new)";
			if (contents.put(slot(binding), binding.roleId() + age) != null) {
				throw new AssertionError("There are two bindings for " + slot(binding));
			}
		}
		return contents;
	}

	/** The id and the role of each binding. */
	List<String> roles() {
		return roles(bindings());
	}

	/** The id and the role of each of some bindings. */
	static List<String> roles(List<SandboxBinding> bindings) {
		return bindings.stream()
			.map((binding) -> binding.id() + " " + slot(binding) + " " + binding.roleId())
			.sorted(Comparator.naturalOrder())
			.toList();
	}

	/** What the ids stand for; they are given by order, which is another each time. */
	Map<String, String> slotsById() {
		Map<String, String> slots = new HashMap<>();
		bindings().forEach((binding) -> slots.put(binding.id(), slot(binding)));
		return slots;
	}

	private static String slot(SandboxBinding binding) {
		return binding.userId() + " on " + binding.resourceId();
	}

	@Override
	public void close() {
		this.sandbox.close();
	}

}
