package org.rolebindings.crash;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.rolebindings.binding.ResourceType;
import org.rolebindings.crash.ImportFile.Wanted;
import org.rolebindings.sandbox.SandboxProperties;
import org.rolebindings.sandbox.TestAccount;
import org.rolebindings.sandbox.bindings.SandboxBinding;

/** A sandbox in which some of the bindings that a file asks for are there already. */
final class CrashAccount implements AutoCloseable {

	/** No clock takes for new what was there so long before. */
	private static final Duration AGE = Duration.ofHours(1);

	private static final SandboxProperties DUMB = new SandboxProperties(Duration.ZERO, null, 0, 1);

	private final Instant openedAt = Instant.now();

	private final TestAccount sandbox;

	private volatile Runnable afterRequest = () -> {
	};

	private volatile int mostBindings = Integer.MAX_VALUE;

	CrashAccount(ImportFile file, SandboxProperties properties) {
		this.sandbox = new TestAccount(file.thereBefore().stream().map(this::old).toList(), properties,
				this::requestCame);
	}

	private void requestCame() {
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

	URI baseUrl() {
		return this.sandbox.baseUrl();
	}

	long requests() {
		return this.sandbox.requests();
	}

	List<SandboxBinding> bindings() {
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
