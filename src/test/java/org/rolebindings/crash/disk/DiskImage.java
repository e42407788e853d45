package org.rolebindings.crash.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The files and folders below a folder, in memory. */
public final class DiskImage {

	/** Sorted, so that each comes after the one that it is in. */
	private final Set<String> folders;

	/** No array is ever changed, so copies of the image share them. */
	private final Map<String, byte[]> files;

	/** Nothing at all. */
	public DiskImage() {
		this(Set.of(), Map.of());
	}

	private DiskImage(Set<String> folders, Map<String, byte[]> files) {
		this.folders = new TreeSet<>(folders);
		this.files = new TreeMap<>(files);
	}

	/** Reads what is below a folder. */
	public static DiskImage of(Path root) {
		DiskImage image = new DiskImage();
		try (Stream<Path> paths = Files.walk(root)) {
			for (Path path : (Iterable<Path>) paths.skip(1)::iterator) {
				String name = root.relativize(path).toString();
				if (Files.isDirectory(path)) {
					image.makeFolder(name);
				}
				else {
					image.files.put(name, Files.readAllBytes(path));
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return image;
	}

	/** An image that later changes to this one do not reach. */
	public DiskImage copy() {
		return new DiskImage(this.folders, this.files);
	}

	/** Makes files and folders below a new folder. */
	public void writeTo(Path root) {
		try {
			Files.createDirectories(root);
			for (String folder : this.folders) {
				Files.createDirectory(root.resolve(folder));
			}
			for (Map.Entry<String, byte[]> file : this.files.entrySet()) {
				Files.write(root.resolve(file.getKey()), file.getValue());
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	void makeFolder(String name) {
		this.folders.add(name);
	}

	void makeFile(String name) {
		this.files.putIfAbsent(name, new byte[0]);
	}

	void write(String name, long position, byte[] bytes) {
		byte[] old = content(name);
		int at = Math.toIntExact(position);
		byte[] changed = Arrays.copyOf(old, Math.max(old.length, at + bytes.length));
		System.arraycopy(bytes, 0, changed, at, bytes.length);
		this.files.put(name, changed);
	}

	void truncate(String name, long size) {
		byte[] old = content(name);
		if (size < old.length) {
			this.files.put(name, Arrays.copyOf(old, Math.toIntExact(size)));
		}
	}

	void move(String from, String to) {
		byte[] content = content(from);
		this.files.remove(from);
		this.files.put(to, content);
	}

	void remove(String name) {
		if (!this.folders.remove(name)) {
			byte[] unused = content(name);
			this.files.remove(name);
		}
	}

	private byte[] content(String name) {
		byte[] content = this.files.get(name);
		if (content == null) {
			throw new IllegalStateException("No file " + name + " was recorded");
		}
		return content;
	}

	/** Whether there is a file. */
	public boolean has(String name) {
		return this.files.containsKey(name);
	}

	/** The names of the files, with what can be compared of their content. */
	public Map<String, String> digest() {
		Map<String, String> digest = new TreeMap<>();
		this.folders.forEach((name) -> digest.put(name, "folder"));
		this.files.forEach((name, bytes) -> digest.put(name, bytes.length + " bytes, " + Arrays.hashCode(bytes)));
		return digest;
	}

}
