package org.rolebindings.crash.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * A channel that records what is written. It forces nothing: a killed process loses
 * nothing that it has written.
 */
final class RecordingChannel extends FileChannel {

	private final FileChannel real;

	private final Path path;

	private final boolean appends;

	RecordingChannel(FileChannel real, Path path, boolean appends) {
		this.real = real;
		this.path = path;
		this.appends = appends;
	}

	@Override
	public int read(ByteBuffer target) throws IOException {
		return this.real.read(target);
	}

	@Override
	public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
		return this.real.read(targets, offset, length);
	}

	@Override
	public int read(ByteBuffer target, long position) throws IOException {
		return this.real.read(target, position);
	}

	@Override
	public int write(ByteBuffer source) throws IOException {
		long position = this.appends ? this.real.size() : this.real.position();
		return write(source, position, () -> this.real.write(source));
	}

	@Override
	public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
		long sum = 0;
		for (int i = offset; i < offset + length; i++) {
			sum += write(sources[i]);
		}
		return sum;
	}

	@Override
	public int write(ByteBuffer source, long position) throws IOException {
		return write(source, position, () -> this.real.write(source, position));
	}

	private int write(ByteBuffer source, long position, Writing writing) throws IOException {
		DiskRecording recording = recording();
		if (recording == null) {
			return writing.write();
		}
		return recording.make((recorder) -> {
			ByteBuffer content = source.duplicate();
			int written = writing.write();
			byte[] bytes = new byte[written];
			content.get(bytes);
			recorder.add(DiskChange.write(recording.name(this.path), position, bytes));
			return written;
		});
	}

	private @Nullable DiskRecording recording() {
		return DiskRecording.of(this.path);
	}

	@Override
	public FileChannel truncate(long size) throws IOException {
		DiskRecording recording = recording();
		if (recording == null) {
			this.real.truncate(size);
			return this;
		}
		return recording.make((recorder) -> {
			this.real.truncate(size);
			recorder.add(DiskChange.truncation(recording.name(this.path), size));
			return this;
		});
	}

	@Override
	public long position() throws IOException {
		return this.real.position();
	}

	@Override
	public FileChannel position(long position) throws IOException {
		this.real.position(position);
		return this;
	}

	@Override
	public long size() throws IOException {
		return this.real.size();
	}

	@Override
	public void force(boolean metaData) {
		// For a loss of power, which is not recorded
	}

	@Override
	public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
		return this.real.transferTo(position, count, target);
	}

	@Override
	public long transferFrom(ReadableByteChannel source, long position, long count) throws IOException {
		requireUnrecorded();
		return this.real.transferFrom(source, position, count);
	}

	@Override
	public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
		requireUnrecorded();
		return this.real.map(mode, position, size);
	}

	private void requireUnrecorded() {
		if (recording() != null) {
			throw new UnsupportedOperationException("This way to write is not recorded");
		}
	}

	@Override
	public FileLock lock(long position, long size, boolean shared) throws IOException {
		return this.real.lock(position, size, shared);
	}

	@Override
	public @Nullable FileLock tryLock(long position, long size, boolean shared) throws IOException {
		return this.real.tryLock(position, size, shared);
	}

	@Override
	protected void implCloseChannel() throws IOException {
		this.real.close();
	}

	/** Writes to the disk. */
	private interface Writing {

		int write() throws IOException;

	}

}
