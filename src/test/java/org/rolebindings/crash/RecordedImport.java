package org.rolebindings.crash;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.rolebindings.crash.disk.DiskChange;
import org.rolebindings.crash.disk.DiskImage;
import org.rolebindings.crash.disk.DiskRecording;
import org.rolebindings.sandbox.bindings.SandboxBinding;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An import that nothing disturbs, and what it would leave if it were killed: after each
 * change of the disk, within each longer write, and after each request that changed the
 * account.
 */
final class RecordedImport {

	/** {@code -Pchaos} leaves none out. */
	private static final int USUAL_CHANGES = Integer.getInteger("crash.usual.changes", 3);

	private final CrashImage begin;

	private final List<AccountChange> accountChanges = new ArrayList<>();

	private List<DiskChange> diskChanges = List.of();

	private RecordedImport(CrashImage begin) {
		this.begin = begin;
	}

	/** What the account held once the disk had been changed so often. */
	private record AccountChange(int diskChanges, List<SandboxBinding> bindings) {
	}

	/**
	 * Makes a run, and checks that all of it was recorded.
	 * @param folder the folder for its state and its reports, which is made
	 * @param begin what it finds there and in the account
	 * @param start starts it in that folder
	 */
	static RecordedImport make(Path folder, CrashAccount account, CrashImage begin, Consumer<Path> start) {
		begin.disk().writeTo(folder);
		RecordedImport recorded = new RecordedImport(begin);
		try (DiskRecording recording = new DiskRecording(folder)) {
			account.afterRequest(() -> recording.still((changes) -> recorded.add(changes, account.bindings())));
			start.accept(folder);
			recorded.diskChanges = recording.changes();
		}
		finally {
			account.afterRequest(() -> {
			});
		}
		DiskImage end = begin.disk().copy();
		recorded.diskChanges.forEach((change) -> change.whole().accept(end));
		assertThat(end.digest()).isEqualTo(DiskImage.of(folder).digest());
		return recorded;
	}

	private void add(int diskChanges, List<SandboxBinding> bindings) {
		if (!bindings.equals(lastBindings())) {
			this.accountChanges.add(new AccountChange(diskChanges, bindings));
		}
	}

	private List<SandboxBinding> lastBindings() {
		return this.accountChanges.isEmpty() ? this.begin.bindings()
				: this.accountChanges.get(this.accountChanges.size() - 1).bindings();
	}

	/** Makes one image after the other. They share the disk, which changes with each. */
	void forEachImage(Consumer<CrashImage> action) {
		DiskImage disk = this.begin.disk().copy();
		List<SandboxBinding> bindings = this.begin.bindings();
		action.accept(this.begin);
		int requests = 0;
		for (int made = 0; made <= this.diskChanges.size(); made++) {
			if (made > 0) {
				DiskChange change = this.diskChanges.get(made - 1);
				String moment = "change " + made + " of the disk, " + change;
				if (change.part() != null) {
					DiskImage torn = disk.copy();
					change.part().accept(torn);
					action.accept(new CrashImage("within " + moment, false, torn, bindings));
				}
				change.whole().accept(disk);
				action.accept(new CrashImage("after " + moment, false, disk, bindings));
			}
			while (requests < this.accountChanges.size() && this.accountChanges.get(requests).diskChanges() == made) {
				bindings = this.accountChanges.get(requests).bindings();
				requests++;
				action.accept(new CrashImage(
						"after change " + made + " of the disk and change " + requests + " of the account", true, disk,
						bindings));
			}
		}
	}

	/** The same with every third change of the disk, and all requests. */
	void forUsualImages(Consumer<CrashImage> action) {
		forSomeImages(USUAL_CHANGES, 1, action);
	}

	/**
	 * The same with fewer images.
	 * @param changes one of so many changes of the disk is taken
	 * @param requests one of so many requests is taken
	 */
	void forSomeImages(int changes, int requests, Consumer<CrashImage> action) {
		int[] seen = new int[2];
		forEachImage((image) -> {
			int nth = image.ofRequest() ? seen[1]++ % requests : seen[0]++ % changes;
			if (nth == 0) {
				action.accept(image);
			}
		});
	}

	/** The first image in which all requests have changed the account. */
	CrashImage firstWithAllSent() {
		return first((image) -> image.bindings().equals(lastBindings()));
	}

	/** The first image with a file. */
	CrashImage firstWith(String file) {
		return first((image) -> image.disk().has(file));
	}

	private CrashImage first(Predicate<CrashImage> condition) {
		List<CrashImage> found = new ArrayList<>();
		forEachImage((image) -> {
			if (found.isEmpty() && condition.test(image)) {
				found.add(new CrashImage(image.moment(), image.ofRequest(), image.disk().copy(), image.bindings()));
			}
		});
		return found.get(0);
	}

}
