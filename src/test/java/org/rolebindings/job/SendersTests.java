package org.rolebindings.job;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** How many threads send the rows of an import. */
class SendersTests {

	@TempDir
	Path folder;

	@Test
	void importHasNoMoreSendersThanRows() {
		Set<Thread> before = Thread.getAllStackTraces().keySet();
		Set<Thread> senders = ConcurrentHashMap.newKeySet();
		try (GeneratedAccount account = new GeneratedAccount(0, 1);
				Start start = new Installation(this.folder, account.baseUrl()).set("concurrency", "16").start()) {
			account.onCreate = () -> Thread.getAllStackTraces()
				.keySet()
				.stream()
				.filter((thread) -> thread.getName().startsWith("sender-") && !before.contains(thread))
				.forEach(senders::add);
			start.run(account.write(this.folder.resolve("x.csv"), 0, 3));
		}
		assertThat(senders).hasSize(3);
	}

}
