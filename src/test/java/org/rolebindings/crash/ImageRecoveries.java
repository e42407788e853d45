package org.rolebindings.crash;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.rolebindings.crash.disk.DiskImage;
import org.rolebindings.sandbox.SandboxProperties;
import org.rolebindings.sandbox.bindings.SandboxBinding;
import org.rolebindings.testing.TestPlan;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Imports of one file into one account, and their starts on what a crash has left. They
 * come one after the other: Spring Batch mixes up jobs of one JVM that run at once in
 * different databases.
 */
final class ImageRecoveries implements AutoCloseable {

	/** An import that records less is not the one that was meant. */
	private static final int FEWEST_IMAGES = 40;

	private static final SandboxProperties LOSING_ANSWERS = new SandboxProperties(Duration.ZERO, null, 0, 0.2);

	static {
		((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.OFF);
	}

	private final Path folder;

	private final Path file;

	private final CrashAccount account;

	private final CrashImage nothing;

	private Start start = ImportStart::run;

	/** Starts a run. */
	@FunctionalInterface
	interface Start {

		/**
		 * Starts it.
		 * @param folder where the state and the reports are
		 * @param file the file
		 * @param target the API
		 * @param options the values of options by their names
		 * @return the folder with its reports
		 */
		Path run(Path folder, Path file, URI target, Map<String, String> options);

	}

	ImageRecoveries(Path folder, ImportFile file) {
		this.folder = folder;
		this.file = file.writeTo(folder);
		this.account = new CrashAccount(file, SandboxProperties.none());
		this.nothing = new CrashImage("before the first change", false, new DiskImage(), this.account.bindings());
	}

	/** Has other runs started from now on. */
	void start(Start other) {
		this.start = other;
	}

	/** What the account holds before anything is imported. */
	List<SandboxBinding> before() {
		return this.nothing.bindings();
	}

	/** What is there once an import has come to its end. */
	CrashImage imported(Map<String, String> options) {
		return stopOn(this.nothing, options);
	}

	/** What the account holds after a start on an image. */
	List<SandboxBinding> accountAfter(CrashImage image, Map<String, String> options) {
		return stopOn(image, options).bindings();
	}

	/** Records a run that loses answers. */
	RecordedImport recordLosingAnswersAfter(CrashImage begin, Map<String, String> options) {
		this.account.put(begin.bindings(), LOSING_ANSWERS);
		return recordOnly(options, begin);
	}

	/** Writes a plan of the import, as things stand. */
	Path plan(String onConflict) {
		return TestPlan.write(this.file, this.account.baseUrl(), this.account.bindings(), onConflict);
	}

	/** What an import leaves if nothing happens to it. */
	Aftermath undisturbed(Map<String, String> options) {
		return startOn(this.nothing, options);
	}

	/** Records an import, the first one at all. */
	RecordedImport record(Map<String, String> options) {
		return recordAfter(this.nothing, options);
	}

	/** Records an import after a crash. */
	RecordedImport recordAfter(CrashImage crash, Map<String, String> options) {
		this.account.put(crash.bindings(), SandboxProperties.none());
		return recordOnly(options, crash);
	}

	/**
	 * Records an import for which there is a database already, and that loses answers.
	 */
	RecordedImport recordLosingAnswers(Map<String, String> options) {
		CrashImage begin = withDatabase();
		this.account.put(begin.bindings(), LOSING_ANSWERS);
		return recordOnly(options, begin);
	}

	/**
	 * Records an import, for which there is a database already, that stops: the API
	 * answers nothing any more once it has made so many bindings.
	 */
	RecordedImport recordOutage(Map<String, String> options, int bindings) {
		CrashImage begin = withDatabase();
		this.account.put(begin.bindings(), SandboxProperties.none());
		this.account.fallSilentAt(begin.bindings().size() + bindings);
		return recordOnly(options, begin);
	}

	private CrashImage withDatabase() {
		return record(Map.of()).firstWith("state/ledger.mv.db");
	}

	private RecordedImport recordOnly(Map<String, String> options, CrashImage begin) {
		Path place = this.folder.resolve("recorded");
		RecordedImport recorded = RecordedImport.make(place, this.account, begin, (folder) -> {
			Path unused = this.start.run(folder, this.file, this.account.baseUrl(), options);
		});
		new CrashedFolder(place).remove();
		return recorded;
	}

	/**
	 * Checks what starts on images leave.
	 * @param wanted what each leaves
	 * @param images gives the images
	 * @param start starts an import on an image
	 */
	static void assertEachLeaves(Aftermath wanted, Consumer<Consumer<CrashImage>> images,
			Function<CrashImage, Aftermath> start) {
		AtomicInteger count = new AtomicInteger();
		long begun = System.nanoTime();
		images.accept((image) -> {
			assertThat(start.apply(image)).as("Killed %s", image.moment()).isEqualTo(wanted);
			count.incrementAndGet();
		});
		System.out.println("Crash images: " + count + " recovered from in "
				+ TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun) + " s");
		assertThat(count).hasValueGreaterThan(FEWEST_IMAGES);
	}

	/** Starts an import on an image, and says what it leaves. */
	Aftermath startOn(CrashImage image, Map<String, String> options) {
		CrashedFolder crashed = restore(image);
		Path reports = start(crashed, options);
		return leave(crashed, reports);
	}

	/**
	 * Starts an import on an image, and says what is left of the run that it goes on
	 * with. If that run had complete reports already, it may have ended too.
	 * @param runs how many runs there are at most, unless the last one had ended
	 */
	Aftermath goOnWith(CrashImage image, Map<String, String> options, int runs) {
		CrashedFolder crashed = restore(image);
		List<Path> complete = crashed.completeReports();
		Path reports = start(crashed, options);
		if (!complete.isEmpty()) {
			return leave(crashed, complete.get(0));
		}
		assertThat(crashed.runs()).isLessThanOrEqualTo(runs);
		return leave(crashed, reports);
	}

	/**
	 * Starts the run after a first one on an image, and says what is left of it. If it
	 * had complete reports already, it may have ended too.
	 */
	Aftermath goOnWithSecond(CrashImage image, Map<String, String> options) {
		CrashedFolder crashed = restore(image);
		Optional<Path> complete = crashed.completeReports()
			.stream()
			.filter((reports) -> reports.endsWith("x-2"))
			.findFirst();
		Path reports = start(crashed, options);
		return leave(crashed, complete.orElse(reports));
	}

	/** Starts an import on an image, and says what is there once it has stopped. */
	CrashImage stopOn(CrashImage image, Map<String, String> options) {
		CrashedFolder crashed = restore(image);
		try {
			Path unused = start(crashed, options);
			return new CrashImage(image.moment() + ", and stopped", false, DiskImage.of(crashed.root()),
					this.account.bindings());
		}
		finally {
			crashed.remove();
		}
	}

	/** How many bindings have another role than before anything was imported. */
	long updates(CrashImage image) {
		return this.nothing.bindings()
			.stream()
			.filter((former) -> image.bindings()
				.stream()
				.anyMatch((binding) -> binding.userId().equals(former.userId())
						&& binding.resourceId().equals(former.resourceId())
						&& !binding.roleId().equals(former.roleId())))
			.count();
	}

	private CrashedFolder restore(CrashImage image) {
		Path place = this.folder.resolve("crashed");
		image.disk().writeTo(place);
		this.account.put(image.bindings(), SandboxProperties.none());
		return new CrashedFolder(place);
	}

	private Path start(CrashedFolder folder, Map<String, String> options) {
		return this.start.run(folder.root(), this.file, this.account.baseUrl(), options);
	}

	private Aftermath leave(CrashedFolder folder, Path reports) {
		Aftermath left = folder.aftermath(reports, this.account);
		folder.remove();
		return left;
	}

	@Override
	public void close() {
		this.account.close();
	}

}
