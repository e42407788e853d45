package org.rolebindings.cli.process;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests for {@link NativeEncoding}. */
class NativeEncodingTests {

	private final NativeEncoding ascii = new NativeEncoding(StandardCharsets.US_ASCII);

	@Test
	void checkStartWhenALetterGotLostSaysWhatToSet() {
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> this.ascii.checkStart(List.of("import", "f\uFFFD\uFFFDr.csv")))
			.withMessage("The command line has letters that the locale's encoding, US-ASCII, does not have: "
					+ "'f\uFFFD\uFFFDr.csv'. Set LC_ALL=C.UTF-8 and start it again.");
	}

	@Test
	void checkWhenALetterCannotBeWrittenSaysWhatToSet() {
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> this.ascii.check("--state", "zust\u00E4nde"))
			.withMessageStartingWith("--state has letters");
	}

	@Test
	void checkWhenTheEncodingHasAllLettersTakesThem() {
		assertThatCode(() -> {
			this.ascii.check("--state", "state");
			new NativeEncoding(StandardCharsets.ISO_8859_1).check("--state", "zust\u00C3\u00A4nde");
			new NativeEncoding(StandardCharsets.UTF_8).check("--state", "zust\u00E4nde \uFFFD");
		}).doesNotThrowAnyException();
	}

}
