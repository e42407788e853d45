package org.rolebindings.job.scratch;

import java.io.Closeable;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;

/** Texts that are written in any order, and read sorted byte by byte as UTF-8. */
public final class SortedTexts implements Closeable {

	private static final RecordFormat<byte[]> FORMAT = new RecordFormat<>() {

		private static final int OVERHEAD = 32;

		@Override
		public void write(DataOutput out, byte[] text) throws IOException {
			RecordFormat.write(out, text);
		}

		@Override
		public byte[] read(DataInput in) throws IOException {
			return RecordFormat.readBytes(in);
		}

		@Override
		public int sizeInMemory(byte[] text) {
			return OVERHEAD + text.length;
		}

	};

	private final Path folder;

	private final RecordFile<byte[]> texts;

	/**
	 * Begins without a text.
	 * @param folder the folder for temporary files
	 */
	public SortedTexts(Path folder) {
		this.folder = folder;
		this.texts = new RecordFile<>(folder, FORMAT);
	}

	/** Adds a text. */
	public void add(String text) {
		this.texts.add(text.getBytes(StandardCharsets.UTF_8));
	}

	/** Returns whether no text was added. */
	public boolean isEmpty() {
		return this.texts.isEmpty();
	}

	/**
	 * Sorts the texts.
	 * @param sorted receives each text, equal ones one after the other
	 */
	public void forEach(Consumer<String> sorted) {
		try (RecordFile.Reader<byte[]> reader = this.texts.read()) {
			new RecordSort<>(this.folder, FORMAT, Arrays::compareUnsigned).sort(reader, (texts) -> texts
				.forEachRemaining((text) -> sorted.accept(new String(text, StandardCharsets.UTF_8))));
		}
	}

	@Override
	public void close() {
		this.texts.close();
	}

}
