package org.rolebindings.store;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.function.Consumer;

import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;
import org.rolebindings.files.OwnerOnly;

/**
 * A file of texts by key, for what does not fit into memory and may be lost. One thread
 * uses it.
 */
public final class KeyValueFile implements Closeable {

	private static final int CACHE_MIB = 4;

	private static final int UNWRITTEN_KIB = 512;

	private final MVStore store;

	private final MVMap<String, String> values;

	private KeyValueFile(MVStore store) {
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
				Path unused = Files.createFile(file, OwnerOnly.file(file));
			}
			return new KeyValueFile(store(file));
		}
		catch (MVStoreException ex) {
			remove(file);
			return open(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
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
		return this.values.get(key);
	}

	/** Sets the value of a key. */
	public void put(String key, String value) {
		String unused = this.values.put(key, value);
	}

	/** Sets the value of a key that has none. */
	public void putIfAbsent(String key, String value) {
		String unused = this.values.putIfAbsent(key, value);
	}

	/**
	 * Goes through the keys that begin with a text, in their order.
	 * @param prefix the text
	 * @param consumer receives the keys; it may set values meanwhile
	 */
	public void forEachKey(String prefix, Consumer<String> consumer) {
		Iterator<String> keys = this.values.keyIterator(prefix);
		while (keys.hasNext()) {
			String key = keys.next();
			if (!key.startsWith(prefix)) {
				return;
			}
			consumer.accept(key);
		}
	}

	/** Has the values written, so that a crash does not lose them. */
	public void save() {
		long unused = this.store.commit();
	}

	@Override
	public void close() {
		this.store.close();
	}

}
