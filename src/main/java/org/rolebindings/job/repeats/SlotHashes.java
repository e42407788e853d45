package org.rolebindings.job.repeats;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.function.LongConsumer;

import org.jspecify.annotations.Nullable;
import org.rolebindings.job.scratch.Scratch;

/**
 * Finds the few lines that may be about the same user and resource as another one, by a
 * hash of both, in bounded memory and without sorting all of them: lines are dealt to
 * parts by their hash, on disk if they are many, and only a part at a time is looked
 * through. What is found is to be confirmed on the full values.
 */
public final class SlotHashes implements Closeable {

	private static final int PARTS_BITS = 6;

	private static final int PARTS = 1 << PARTS_BITS;

	private static final int BUFFERED = 512;

	/** How many lines are looked through at once by default, in 6 MiB. */
	private static final int MAX_AT_ONCE = 1 << 18;

	private final Path folder;

	private final int maxAtOnce;

	private final int shift;

	private final @Nullable Part[] parts = new Part[PARTS];

	/**
	 * Prepares a search.
	 * @param folder where the parts go; made and removed by {@link Scratch}
	 */
	public SlotHashes(Path folder) {
		this(folder, MAX_AT_ONCE, Long.SIZE - PARTS_BITS);
	}

	SlotHashes(Path folder, int maxAtOnce, int shift) {
		this.folder = folder;
		this.maxAtOnce = maxAtOnce;
		this.shift = shift;
	}

	/**
	 * Adds a line.
	 * @param hash the hash of its slot
	 * @param line its number
	 */
	public void add(long hash, long line) {
		int index = (int) (hash >>> this.shift) & (PARTS - 1);
		Part part = this.parts[index];
		if (part == null) {
			part = new Part();
			this.parts[index] = part;
		}
		part.add(hash, line);
	}

	/**
	 * Finds the lines that share their hash with another one.
	 * @param found is given each of them once, in no order
	 */
	public void forEachShared(LongConsumer found) {
		for (int i = 0; i < PARTS; i++) {
			Part part = this.parts[i];
			if (part != null) {
				part.search(found);
				part.close();
				this.parts[i] = null;
			}
		}
	}

	@Override
	public void close() {
		for (Part part : this.parts) {
			if (part != null) {
				part.close();
			}
		}
	}

	@FunctionalInterface
	private interface LineConsumer {

		void accept(long hash, long line);

	}

	/** The lines whose hashes agree in some bits: hash and number of each, in turn. */
	private final class Part {

		private final ByteBuffer buffer = ByteBuffer.allocate(BUFFERED * 2 * Long.BYTES);

		private @Nullable FileChannel file;

		private long lines;

		void add(long hash, long line) {
			if (!this.buffer.hasRemaining()) {
				flush();
			}
			this.buffer.putLong(hash).putLong(line);
			this.lines++;
		}

		private void flush() {
			try {
				if (this.file == null) {
					this.file = FileChannel.open(Files.createTempFile(SlotHashes.this.folder, "slots", ".tmp"),
							StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
				}
				this.buffer.flip();
				while (this.buffer.hasRemaining()) {
					this.file.write(this.buffer);
				}
				this.buffer.clear();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		void search(LongConsumer found) {
			if (this.lines <= SlotHashes.this.maxAtOnce) {
				searchAtOnce((int) this.lines, found);
			}
			else if (SlotHashes.this.shift >= PARTS_BITS) {
				try (SlotHashes finer = new SlotHashes(SlotHashes.this.folder, SlotHashes.this.maxAtOnce,
						SlotHashes.this.shift - PARTS_BITS)) {
					forEach(finer::add);
					finer.forEachShared(found);
				}
			}
			else {
				forEach((hash, line) -> found.accept(line));
			}
		}

		private void searchAtOnce(int count, LongConsumer found) {
			long[] hashes = new long[count];
			int[] read = { 0 };
			forEach((hash, line) -> hashes[read[0]++] = hash);
			Arrays.sort(hashes);
			int shared = 0;
			for (int i = 1; i < count; i++) {
				if (hashes[i] == hashes[i - 1] && (shared == 0 || hashes[shared - 1] != hashes[i])) {
					hashes[shared++] = hashes[i];
				}
			}
			if (shared > 0) {
				int end = shared;
				forEach((hash, line) -> {
					if (Arrays.binarySearch(hashes, 0, end, hash) >= 0) {
						found.accept(line);
					}
				});
			}
		}

		private void forEach(LineConsumer consumer) {
			if (this.file == null) {
				forEachOf(this.buffer.duplicate().flip(), consumer);
				return;
			}
			flush();
			try {
				ByteBuffer block = ByteBuffer.allocate(this.buffer.capacity());
				for (long position = 0; position < this.file.size(); position += block.limit()) {
					block.clear();
					int count;
					do {
						count = this.file.read(block, position + block.position());
					}
					while (count > 0 && block.hasRemaining());
					forEachOf(block.flip(), consumer);
				}
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		private static void forEachOf(ByteBuffer block, LineConsumer consumer) {
			while (block.hasRemaining()) {
				consumer.accept(block.getLong(), block.getLong());
			}
		}

		void close() {
			try {
				if (this.file != null) {
					this.file.close();
				}
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
