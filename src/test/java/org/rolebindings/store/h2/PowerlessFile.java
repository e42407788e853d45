package org.rolebindings.store.h2;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

import org.h2.store.fs.FileBaseDefault;
import org.jspecify.annotations.Nullable;

/** A file that remembers what was forced, and what was written since then. */
final class PowerlessFile extends FileBaseDefault {

	private final FileChannel file;

	private final List<UnaryOperator<byte[]>> changes = new ArrayList<>();

	private byte[] forced;

	PowerlessFile(FileChannel file) throws IOException {
		this.file = file;
		this.forced = PowerlessDisk.content(file);
	}

	/** What is left without power; with luck, some of what was not forced. */
	synchronized byte[] left(@Nullable Random luck) {
		byte[] left = this.forced;
		for (UnaryOperator<byte[]> change : this.changes) {
			if (luck != null && luck.nextBoolean()) {
				left = change.apply(left);
			}
		}
		return left;
	}

	@Override
	public synchronized void force(boolean metaData) throws IOException {
		this.file.force(metaData);
		this.forced = PowerlessDisk.content(this.file);
		this.changes.clear();
	}

	@Override
	public synchronized int write(ByteBuffer source, long position) throws IOException {
		int at = Math.toIntExact(position);
		byte[] bytes = new byte[source.remaining()];
		source.duplicate().get(bytes);
		int written = this.file.write(source, position);
		this.changes.add((content) -> {
			byte[] changed = Arrays.copyOf(content, Math.max(content.length, at + written));
			System.arraycopy(bytes, 0, changed, at, written);
			return changed;
		});
		return written;
	}

	@Override
	protected synchronized void implTruncate(long size) throws IOException {
		this.file.truncate(size);
		int length = Math.toIntExact(size);
		this.changes.add((content) -> Arrays.copyOf(content, Math.min(content.length, length)));
	}

	@Override
	public synchronized int read(ByteBuffer target, long position) throws IOException {
		return this.file.read(target, position);
	}

	@Override
	public long size() throws IOException {
		return this.file.size();
	}

	@Override
	public @Nullable FileLock tryLock(long position, long size, boolean shared) throws IOException {
		return this.file.tryLock(position, size, shared);
	}

	@Override
	protected void implCloseChannel() throws IOException {
		this.file.close();
	}

}
