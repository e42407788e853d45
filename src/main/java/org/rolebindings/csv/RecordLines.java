package org.rolebindings.csv;

import java.io.IOException;
import java.io.Reader;
import java.util.BitSet;

import org.jspecify.annotations.Nullable;
import org.rolebindings.csv.source.UnreadableFileException;

/**
 * Feeds the CSV parser one line at a time. The parser buffers what it is given, but asks
 * for more only once it needs it; so whatever it reads between two calls of
 * {@link #startRecord()} is one record. That tells on which line a record begins, keeps
 * blank lines between records from the parser while those in quotes pass, and stops a
 * quote that is never closed before it fills the memory.
 * <p>
 * A lone CR would have the parser look for an LF on the next line, so it gets an LF
 * instead, and {@link #restoreBreaks(String[])} puts the CR back into quoted fields.
 */
final class RecordLines extends Reader {

	/** The most characters that a record may have. */
	static final int MAX_RECORD = 1 << 20;

	private final String file;

	private final LineScanner lines;

	private final char delimiter;

	private final BitSet loneCrs = new BitSet();

	private boolean atStart = true;

	private long recordLine = 1;

	private int size;

	private int breaks;

	private boolean sawEnd;

	RecordLines(String file, LineScanner lines, char delimiter) {
		this.file = file;
		this.lines = lines;
		this.delimiter = delimiter;
	}

	/** Begins a new record with what is read from now on. */
	void startRecord() {
		this.atStart = true;
		this.size = 0;
		this.breaks = 0;
		this.sawEnd = false;
		if (!this.loneCrs.isEmpty()) {
			this.loneCrs.clear();
		}
	}

	@Override
	public int read(char[] target, int offset, int length) {
		int count = this.lines.take(target, offset, length);
		if (count == 0) {
			if (!nextLine()) {
				this.sawEnd = true;
				return -1;
			}
			count = this.lines.take(target, offset, length);
		}
		return count;
	}

	private boolean nextLine() {
		do {
			int room = MAX_RECORD - this.size;
			if (!this.lines.next(room)) {
				return false;
			}
			if (this.atStart) {
				this.recordLine = this.lines.number();
			}
			if (this.lines.length() > room) {
				throw tooLong();
			}
		}
		while (this.atStart && this.lines.isBlank(this.delimiter));
		this.atStart = false;
		this.size += this.lines.length() + this.lines.breakLength();
		if (this.lines.isLoneCr()) {
			this.loneCrs.set(this.breaks);
		}
		this.breaks++;
		return true;
	}

	/**
	 * Puts the lone CRs of a record back. All line breaks but the last are in quoted
	 * fields, in the same order.
	 * @param fields the fields of the whole record, which are replaced if need be
	 */
	void restoreBreaks(String[] fields) {
		if (this.loneCrs.isEmpty()) {
			return;
		}
		int seen = 0;
		for (int i = 0; i < fields.length; i++) {
			char[] text = fields[i].toCharArray();
			for (int j = 0; j < text.length; j++) {
				if (text[j] == '\n' && this.loneCrs.get(seen++)) {
					text[j] = '\r';
				}
			}
			fields[i] = String.valueOf(text);
		}
	}

	/** The exception for a record that is too long. */
	UnreadableFileException tooLong() {
		return new UnreadableFileException(this.file, this.recordLine,
				"the record that begins here is over 1 MiB; look for a quote in it that is never closed.");
	}

	/** The line on which the record begins. */
	long recordLine() {
		return this.recordLine;
	}

	/** The last line that the parser was given. */
	long line() {
		return this.lines.number();
	}

	/** The last line if it has no break; else {@code null}. */
	@Nullable String unended() {
		return this.lines.unended();
	}

	/** Whether the parser met the end of the file since the record's start. */
	boolean sawEnd() {
		return this.sawEnd;
	}

	@Override
	public void close() throws IOException {
		this.lines.close();
	}

}
