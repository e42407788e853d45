package org.rolebindings.crash.disk;

import java.util.Arrays;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * One change of the disk that a process asked the system for.
 *
 * @param text what it is, for a person
 * @param whole makes the change
 * @param part makes what is left of the change if the process is killed within it, or
 * {@code null} if the change is made at once or not at all
 */
public record DiskChange(String text, Consumer<DiskImage> whole, @Nullable Consumer<DiskImage> part) {

	/**
	 * The system copies a write page by page, and a kill can end it after any of them.
	 */
	private static final int PAGE = 4096;

	static DiskChange folder(String name) {
		return new DiskChange("make folder " + name, (image) -> image.makeFolder(name), null);
	}

	static DiskChange file(String name) {
		return new DiskChange("make " + name, (image) -> image.makeFile(name), null);
	}

	static DiskChange write(String name, long position, byte[] bytes) {
		int half = bytes.length / PAGE / 2 * PAGE;
		byte[] begun = Arrays.copyOf(bytes, (half > 0) ? half : Math.min(bytes.length, PAGE));
		return new DiskChange("write " + bytes.length + " bytes of " + name + " at " + position,
				(image) -> image.write(name, position, bytes),
				(begun.length < bytes.length) ? (image) -> image.write(name, position, begun) : null);
	}

	static DiskChange truncation(String name, long size) {
		return new DiskChange("cut " + name + " to " + size + " bytes", (image) -> image.truncate(name, size), null);
	}

	static DiskChange move(String from, String to) {
		return new DiskChange("move " + from + " to " + to, (image) -> image.move(from, to), null);
	}

	static DiskChange removal(String name) {
		return new DiskChange("remove " + name, (image) -> image.remove(name), null);
	}

	@Override
	public String toString() {
		return this.text;
	}

}
