package org.rolebindings.csv;

import java.io.Closeable;
import java.io.IOException;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;
import org.rolebindings.binding.validation.Blanks;
import org.rolebindings.csv.source.InaccessibleFileException;
import org.rolebindings.csv.source.InputFile;
import org.rolebindings.csv.source.UnreadableFileException;

/**
 * Splits a file into lines and counts them. A line ends in LF, CRLF or a lone CR. A lone
 * CR is handed out as LF, and {@link #isLoneCr()} tells so.
 */
final class LineScanner implements Closeable {

	private static final int BLOCK = 1 << 16;

	private final InputFile file;

	private final Utf8Input input;

	private char[] chars = new char[BLOCK];

	private int limit;

	private int start;

	private int end;

	private int taken;

	private int breakLength;

	private boolean loneCr;

	private boolean ended;

	private long number;

	private @Nullable String unended;

	LineScanner(InputFile file, Utf8Input input) {
		this.file = file;
		this.input = input;
	}

	/**
	 * Goes to the next line. If that has more than {@code room} characters, it is read
	 * only until its {@link #length()} shows that.
	 * @param room how many characters the line may have
	 * @return whether there is one
	 * @throws UnreadableFileException if it has a NUL byte or one that is not UTF-8, or
	 * the file cannot be read
	 */
	boolean next(int room) {
		this.start = this.end;
		this.breakLength = 0;
		this.loneCr = false;
		while (!scan() && !this.ended && this.end - this.start <= room) {
			fill();
		}
		this.taken = this.start;
		if (this.start == this.end) {
			return false;
		}
		this.number++;
		this.unended = (this.breakLength == 0 && !isBlank('\0')) ? text() : null;
		return true;
	}

	/** Moves the end behind the line's break; {@code false} if none is buffered. */
	private boolean scan() {
		char[] buffered = this.chars;
		for (int i = this.end; i < this.limit; i++) {
			char c = buffered[i];
			if (c > '\r') {
				continue;
			}
			if (c == '\n') {
				return endsAfter(i, 1);
			}
			if (c == '\r') {
				if (i + 1 == this.limit && !this.ended) {
					this.end = i;
					return false;
				}
				if (i + 1 < this.limit && buffered[i + 1] == '\n') {
					return endsAfter(i, 2);
				}
				buffered[i] = '\n';
				this.loneCr = true;
				return endsAfter(i, 1);
			}
			if (c == '\0') {
				throw new UnreadableFileException(this.file.name(), this.number + 1,
						"there is a NUL byte, which no CSV has; export the file again, as CSV in UTF-8.");
			}
		}
		this.end = this.limit;
		return false;
	}

	private boolean endsAfter(int content, int length) {
		this.end = content + length;
		this.breakLength = length;
		return true;
	}

	private void fill() {
		if (this.start > 0) {
			System.arraycopy(this.chars, this.start, this.chars, 0, this.limit - this.start);
			this.limit -= this.start;
			this.end -= this.start;
			this.start = 0;
		}
		if (this.limit > this.chars.length / 2) {
			this.chars = Arrays.copyOf(this.chars, 2 * this.chars.length);
		}
		CharBuffer target = CharBuffer.wrap(this.chars, this.limit, this.chars.length - this.limit);
		try {
			this.ended = !this.input.read(target);
		}
		catch (CharacterCodingException ex) {
			throw new UnreadableFileException(this.file.name(), this.number + 1,
					"there are bytes that are not UTF-8; " + conversion() + "save the file as CSV in UTF-8.", ex);
		}
		catch (IOException ex) {
			throw new InaccessibleFileException(this.file.name(), this.number + 1, ex);
		}
		this.limit = target.position();
	}

	/** How to convert the file if it seems to be in the encoding of Windows programs. */
	private String conversion() {
		return this.input.isLikelyWindows1252()
				? "it looks like Windows-1252. Convert it with `" + this.file.conversion("WINDOWS-1252") + "`, or "
				: "";
	}

	/** Goes back, so that {@link #next} returns this line again. */
	void back() {
		if (this.loneCr) {
			this.chars[this.end - 1] = '\r';
		}
		this.end = this.start;
		this.number--;
	}

	/** The line's characters without its break. */
	String text() {
		return new String(this.chars, this.start, length());
	}

	/** Hands out the line's next characters, its break included; 0 at its end. */
	int take(char[] target, int offset, int length) {
		int count = Math.min(length, this.end - this.taken);
		System.arraycopy(this.chars, this.taken, target, offset, count);
		this.taken += count;
		return count;
	}

	/** Whether the line has nothing but blanks, and no delimiter. */
	boolean isBlank(char delimiter) {
		for (int i = this.start; i < this.end - this.breakLength; i++) {
			if (!Blanks.isBlank(this.chars[i]) || this.chars[i] == delimiter) {
				return false;
			}
		}
		return true;
	}

	/** The number of the line, from 1 on; 0 before the first. */
	long number() {
		return this.number;
	}

	/** The number of characters before the line's break. */
	int length() {
		return this.end - this.start - this.breakLength;
	}

	/** The number of characters of the line's break; 0 for a last line without one. */
	int breakLength() {
		return this.breakLength;
	}

	/** The line if it has no break and is not blank, also after its end; else null. */
	@Nullable String unended() {
		return this.unended;
	}

	/** Whether the line's break is a CR without LF, which is handed out as LF. */
	boolean isLoneCr() {
		return this.loneCr;
	}

	@Override
	public void close() throws IOException {
		this.input.close();
	}

}
