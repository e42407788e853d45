import java.nio.file.Path;
import java.util.List;

/** Notes the most bytes that there are in some folders, while something else runs. */
final class DiskWatch implements AutoCloseable {

	private static final long INTERVAL_MILLIS = 50;

	private final List<Path> folders;

	private final Thread thread = new Thread(this::watch, "disk-watch");

	private volatile long most;

	private volatile boolean done;

	DiskWatch(Path... folders) {
		this.folders = List.of(folders);
		this.thread.setDaemon(true);
		this.thread.start();
	}

	private void watch() {
		while (!this.done) {
			this.most = Math.max(this.most, this.folders.stream().mapToLong(Workplace::size).sum());
			try {
				Thread.sleep(INTERVAL_MILLIS);
			}
			catch (InterruptedException ex) {
				return;
			}
		}
	}

	double mib() {
		return this.most / (1024.0 * 1024);
	}

	@Override
	public void close() {
		this.done = true;
		this.thread.interrupt();
	}

}
