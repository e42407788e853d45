package org.rolebindings.crash;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.rolebindings.sandbox.SandboxProperties;

/**
 * Has accounts ready before they are needed, for bindings need time to become old ones.
 */
final class Accounts implements AutoCloseable {

	private static final int AHEAD = 3;

	private final ExecutorService maker = Executors.newSingleThreadExecutor();

	private final Map<Kind, Queue<CompletableFuture<Account>>> ready = new HashMap<>();

	/** What an account has to be like. */
	private record Kind(ImportFile file, SandboxProperties properties) {
	}

	/** An account that is old enough; who takes it closes it. */
	Account take(ImportFile file, SandboxProperties properties) {
		Account account = next(new Kind(file, properties)).join();
		account.awaitAge();
		return account;
	}

	private synchronized CompletableFuture<Account> next(Kind kind) {
		Queue<CompletableFuture<Account>> queue = this.ready.computeIfAbsent(kind, (key) -> new ArrayDeque<>());
		while (queue.size() <= AHEAD) {
			queue.add(CompletableFuture.supplyAsync(() -> new Account(kind.file(), kind.properties()), this.maker));
		}
		return queue.remove();
	}

	@Override
	public synchronized void close() {
		this.ready.values().forEach((queue) -> queue.forEach((account) -> account.join().close()));
		this.maker.shutdown();
	}

}
