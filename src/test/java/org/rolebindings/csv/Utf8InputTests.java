package org.rolebindings.csv;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests for {@link Utf8Input}. */
class Utf8InputTests {

	private static final String TEXT = "a\u00e4\u20ac\uD83D\uDE00\n";

	@Test
	void readWhenBytesComeOneByOneGivesTheSameText() throws IOException {
		byte[] bytes = TEXT.repeat(100).getBytes(StandardCharsets.UTF_8);
		InputStream oneByOne = new ByteArrayInputStream(bytes) {
			@Override
			public synchronized int read(byte[] target, int offset, int length) {
				return super.read(target, offset, Math.min(1, length));
			}
		};
		assertThat(readAll(new Utf8Input(oneByOne), 3)).isEqualTo(TEXT.repeat(100));
	}

	@Test
	void readWhenTextIsLongerThanABlockGivesAllOfIt() throws IOException {
		Utf8Input input = new Utf8Input(bytes(TEXT.repeat(50_000)));
		assertThat(readAll(input, 1000)).isEqualTo(TEXT.repeat(50_000));
	}

	@Test
	void startSkipsAByteOrderMarkThatTheDigestCounts() throws IOException {
		Utf8Input input = new Utf8Input(bytes("\uFEFFabc"));
		assertThat(input.start()).isNull();
		assertThat(readAll(input, 10)).isEqualTo("abc");
		assertThat(input.digest()).isEqualTo("1c28dc3f1f804a1ad9c9b4b4cf5e2658d16ad4ed08e3020d04a8d2865018947c");
	}

	@Test
	void startWhenThereIsASecondByteOrderMarkKeepsIt() throws IOException {
		Utf8Input input = new Utf8Input(bytes("\uFEFF\uFEFFabc"));
		input.start();
		assertThat(readAll(input, 10)).isEqualTo("\uFEFFabc");
	}

	@Test
	void startWhenThereAreFewerBytesThanAByteOrderMarkHasKeepsThem() throws IOException {
		Utf8Input input = new Utf8Input(bytes("ab"));
		input.start();
		assertThat(readAll(input, 10)).isEqualTo("ab");
	}

	@Test
	void readWhenBytesAreWrongGivesWhatIsBeforeThem() throws IOException {
		Utf8Input input = new Utf8Input(new ByteArrayInputStream(new byte[] { 'a', 'b', (byte) 0xE4, 'c' }));
		CharBuffer target = CharBuffer.allocate(10);
		assertThat(input.read(target)).isTrue();
		assertThat(target.flip().toString()).isEqualTo("ab");
		assertThatExceptionOfType(CharacterCodingException.class).isThrownBy(() -> input.read(CharBuffer.allocate(10)));
	}

	@Test
	void readWhenLastCharacterIsCutOffThrows() throws IOException {
		Utf8Input input = new Utf8Input(new ByteArrayInputStream(new byte[] { 'a', (byte) 0xC3 }));
		assertThat(input.read(CharBuffer.allocate(10))).isTrue();
		assertThatExceptionOfType(CharacterCodingException.class).isThrownBy(() -> input.read(CharBuffer.allocate(10)));
	}

	private static InputStream bytes(String text) {
		return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
	}

	private static String readAll(Utf8Input input, int step) throws IOException {
		StringBuilder text = new StringBuilder();
		CharBuffer target = CharBuffer.allocate(step);
		while (input.read(target)) {
			text.append(target.flip());
			target.clear();
		}
		return text.toString();
	}

}
