package org.rolebindings.store;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;
import org.rolebindings.files.OwnerOnly;

/**
 * A file of texts by key, for what does not fit into memory and may be lost. One thread
 * uses it. If the disk fails, its methods throw an {@link UncheckedIOException}.
 */
public final class KeyValueFile implements Closeable {

	private static final int CACHE_MIB = 4;

	private static final int UNWRITTEN_KIB = 512;

	private final Path file;

	private final MVStore store;

	private final MVMap<String, String> values;

	private KeyValueFile(Path file, MVStore store) {
		this.file = file;
		this.store = store;
		this.values = store.openMap("values");
	}

	/**
	 * Opens a file. If it is missing, or a power cut left it damaged, a new one is made.
	 * @param file the file, which only its owner can read
	 */
	public static KeyValueFile open(Path file) {
		try {
			if (!Files.exists(file)) {
				return create(file);
			}
			try {
				return new KeyValueFile(file, store(file));
			}
			catch (MVStoreException ex) {
				remove(file);
				return create(file);
			}
		}
		catch (MVStoreException ex) {
			throw new UncheckedIOException(new IOException(ex));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static KeyValueFile create(Path file) throws IOException {
		Path created = Files.createFile(file, OwnerOnly.file(file));
		return new KeyValueFile(created, store(created));
	}

	private static MVStore store(Path file) {
		return new MVStore.Builder().fileName(file.toString())
			.cacheSize(CACHE_MIB)
			.autoCommitBufferSize(UNWRITTEN_KIB)
			.open();
	}

	/** Removes a file if it is there. */
	public static void remove(Path file) {
		try {
			boolean unused = Files.deleteIfExists(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Returns the value of a key, or {@code null} if it has none. */
	public @Nullable String get(String key) {
		return use(() -> this.values.get(key));
	}

	/** Sets the value of a key. */
	public void put(String key, String value) {
		String unused = use(() -> this.values.put(key, value));
	}

	/** Sets the value of a key that has none. */
	public void putIfAbsent(String key, String value) {
		String unused = use(() -> this.values.putIfAbsent(key, value));
	}

	/**
	 * Goes through the keys that begin with a text, in their order. Each key is searched
	 * for anew, because an iterator cannot outlast many minutes of changes.
	 * @param prefix the text
	 * @param consumer receives the keys; it may set values meanwhile
	 */
	public void forEachKey(String prefix, Consumer<String> consumer) {
		String key = use(() -> this.values.ceilingKey(prefix));
		while (key != null && key.startsWith(prefix)) {
			consumer.accept(key);
			String last = key;
			key = use(() -> this.values.higherKey(last));
		}
	}

	/** Has the values written, so that a crash does not lose them. */
	public void save() {
		Long unused = use(this.store::commit);
	}

	/** A damaged file is removed, so that the next start makes a new one. */
	private <T extends @Nullable Object> T use(Supplier<T> access) {
		try {
			return access.get();
		}
		catch (MVStoreException ex) {
			if (ex.getErrorCode() == DataUtils.ERROR_FILE_CORRUPT
					|| ex.getErrorCode() == DataUtils.ERROR_CHUNK_NOT_FOUND) {
				this.store.closeImmediately();
				remove(this.file);
			}
			throw new UncheckedIOException(new IOException(this.file + ": " + ex.getMessage(), ex));
		}
	}

	/** Closes the file. If the disk fails, what was not saved is lost. */
	@Override
	public void close() {
		try {
			this.store.close();
		}
		catch (MVStoreException ex) {
			this.store.closeImmediately();
		}
	}

}
