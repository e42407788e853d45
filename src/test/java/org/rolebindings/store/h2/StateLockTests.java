package org.rolebindings.store.h2;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.store.ForeignStateException;
import org.rolebindings.store.StateHolder;
import org.rolebindings.store.StateInUseException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/** Tests for {@link StateLock}. */
class StateLockTests {

	private static final StateHolder DEAD = new StateHolder(99_999_999, "deadhost", Instant.EPOCH, 7L, "old.csv");

	private final List<String> told = new CopyOnWriteArrayList<>();

	@TempDir
	private Path folder;

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void acquireMakesAFileForItsOwnerAloneThatSaysWhoHoldsIt() throws IOException {
		try (StateLock lock = acquire(Duration.ZERO)) {
			Path file = this.folder.resolve(StateLock.FILE);
			assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
			lock.workingOn(3, "some.csv");
			StateHolder holder = StateLock.holder(this.folder);
			assertThat(holder).isNotNull().isEqualTo(StateHolder.fromJson(Files.readAllBytes(file)));
			assertThat(holder).hasToString("process " + ProcessHandle.current().pid() + " on "
					+ Objects.requireNonNull(holder).host() + ", since " + holder.since() + ", at run 3 of some.csv");
			assertThat(holder.since()).isBetween(Instant.now().minusSeconds(60), Instant.now());
		}
		assertThat(this.told).isEmpty();
	}

	@Test
	void acquireWhenThisProcessHoldsItSaysSoAndDoesNotLetGoOfIt() throws IOException {
		try (StateLock lock = acquire(Duration.ZERO)) {
			assertThatExceptionOfType(StateInUseException.class).isThrownBy(() -> acquire(Duration.ZERO))
				.withMessageContaining("process " + ProcessHandle.current().pid() + " on ");
			lock.workingOn(1, "x.csv");
			assertThat(StateLock.tryAcquire(this.folder)).isNull();
			assertThatAnotherProcessCannotHoldIt();
		}
		acquire(Duration.ZERO).close();
	}

	/** Where locks belong to processes, a look from within must not have ended them. */
	private void assertThatAnotherProcessCannotHoldIt() throws IOException {
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> HoldingProcess.start(this.folder).close());
	}

	@Test
	void acquireWhenAnotherProcessHoldsItNamesThatUntilItIsKilled() throws IOException, InterruptedException {
		try (HoldingProcess other = HoldingProcess.start(this.folder)) {
			assertThatExceptionOfType(StateInUseException.class).isThrownBy(() -> acquire(Duration.ZERO))
				.withMessageStartingWith("Another process is using the state in " + this.folder + ": process "
						+ other.pid() + " on " + StateHolder.thisProcess().host() + ", since 2")
				.withMessageEndingWith(", at run 1 of x.csv. Try again when it is done, have --wait 10m wait for it, "
						+ "or use another --state folder.");
			other.kill();
		}
		assertThat(StateLock.holder(this.folder)).isNull();
		acquire(Duration.ZERO).close();
	}

	@Test
	void acquireWhenTheHolderHasNotSaidWhoItIsDoesNotNameTheOneBefore() throws IOException {
		Files.write(this.folder.resolve(StateLock.FILE), DEAD.toJson());
		assertThat(StateLock.holder(this.folder)).isNull();
		try (HoldingProcess other = HoldingProcess.startSilent(this.folder)) {
			assertThat(other.pid()).isNotEqualTo(DEAD.pid());
			assertThatExceptionOfType(StateInUseException.class).isThrownBy(() -> acquire(Duration.ZERO))
				.withMessageContaining("it has not said which one it is")
				.withMessageNotContaining("deadhost");
		}
	}

	@Test
	void acquireWhenTheHolderBeforeHadALongerNameLeavesNothingOfIt() throws IOException {
		Path file = Files.write(this.folder.resolve(StateLock.FILE), DEAD.at(8, "x".repeat(5000)).toJson());
		try (StateLock lock = acquire(Duration.ZERO)) {
			assertThat(lock).isNotNull();
			assertThat(StateHolder.fromJson(Files.readAllBytes(file))).isEqualTo(StateLock.holder(this.folder));
			assertThat(Files.size(file)).isLessThan(1000);
		}
	}

	@Test
	void acquireWhenItBecomesFreeInTimeTakesItAndToldOnceWhatItWaitedFor() throws Exception {
		StateLock lock = acquire(Duration.ZERO);
		CompletableFuture<StateLock> other = CompletableFuture.supplyAsync(() -> acquire(Duration.ofMinutes(1)));
		TimeUnit.MILLISECONDS.sleep(700);
		assertThat(other).isNotDone();
		lock.close();
		other.get(10, TimeUnit.SECONDS).close();
		assertThat(this.told).singleElement()
			.asString()
			.startsWith("Another process is using the state in " + this.folder + ": process ")
			.endsWith(". Waiting for it (--wait).");
	}

	@Test
	void acquireWhenItDoesNotBecomeFreeInTimeGivesUp() {
		try (StateLock lock = acquire(Duration.ZERO)) {
			assertThat(lock).isNotNull();
			long startedAt = System.nanoTime();
			assertThatExceptionOfType(StateInUseException.class).isThrownBy(() -> acquire(Duration.ofMillis(500)));
			assertThat(Duration.ofNanos(System.nanoTime() - startedAt)).isBetween(Duration.ofMillis(500),
					Duration.ofSeconds(5));
			assertThat(this.told).hasSize(1);
		}
	}

	@Test
	void lockWhenTheFileSystemCannotLockSaysSo() throws IOException {
		FileChannel channel = mock(FileChannel.class);
		given(channel.tryLock(anyLong(), anyLong(), anyBoolean())).willThrow(new IOException("No locks available"));
		assertThatExceptionOfType(ForeignStateException.class)
			.isThrownBy(() -> StateLock.lock(channel, StateLock.HELD, Path.of("far")))
			.withMessage("--state is far, on a file system that cannot lock a file (No locks available); "
					+ "use a folder on a disk of this machine.");
	}

	@Test
	void acquireWhenTheFileCannotBeWrittenSaysSo() throws IOException {
		Files.createDirectory(this.folder.resolve(StateLock.FILE));
		assertThatExceptionOfType(ForeignStateException.class).isThrownBy(() -> acquire(Duration.ZERO))
			.withMessage("--state is " + this.folder + ", but the file lock in it cannot be written: Is a directory; "
					+ "remove the cause, or use another folder.");
	}

	private StateLock acquire(Duration longest) {
		return StateWait.acquire(this.folder, longest, this.told::add);
	}

}
