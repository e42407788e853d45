package org.rolebindings.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rolebindings.cli.console.Messages;
import org.rolebindings.cli.settings.LogFormat;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link UsageError}, as the program prints it. */
class UsageErrorTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"',
			textBlock = """
					bindings.csv                     | There is no command before the file 'bindings.csv'. | PROGRAM import bindings.csv
					imprt x.csv                      | There is no command 'imprt'.                        | Did you mean import?
					xyz                              | There is no command 'xyz'.                          | The commands are import,
					help xyz                         | Unknown subcommand 'xyz'.                           | The commands are import,
					import                           | import needs the name of a file.                    | PROGRAM import bindings.csv
					import x.csv --concurrency       | --concurrency needs a value.                        | Type --concurrency N: The most
					import x.csv --rate --fresh      | --rate needs a value.                               | Type --rate N: The most
					import x.csv --conncurrency 5    | There is no option '--conncurrency' of import.      | Did you mean --concurrency N?
					import x.csv --on-conflct=update | There is no option '--on-conflct' of import.        | Did you mean --on-conflict fail
					import --xyzzy                   | There is no option '--xyzzy' of import.             | See PROGRAM import --help
					import x.csv y.csv               | 'y.csv' is one argument too many;                   | See PROGRAM import --help
					runs 7                           | runs takes nothing, or show and a RUN.              | PROGRAM runs show 7
					runs blah                        | runs takes nothing, or show and a RUN.              | PROGRAM runs show last
					runs show                        | runs takes nothing, or show and a RUN.              | PROGRAM runs show last
					runs show x                      | 'x' names no run.                                   | RUN is the number of a run
					report                           | report needs the number of a run, or last.          | PROGRAM report last
					report x                         | 'x' names no run.                                   | RUN is the number of a run
					report 1 2                       | '2' is one argument too many; report takes one RUN. | See PROGRAM report --help
					watch inbox                      | 'inbox' is one argument too many;                   | See PROGRAM watch --help
					""")
	void describeSaysWhatIsWrongAndWhatToType(String arguments, String wrong, String type) {
		assertThat(said(arguments.split(" "))).startsWith("role-bindings: " + wrong)
			.contains(type.replace("PROGRAM", "java -jar role-binding-import.jar"));
	}

	@Test
	void describeWhenThereIsNoCommandShowsOne() {
		assertThat(said()).startsWith("role-bindings: There is no command. The commands are import,")
			.contains("import samples/bindings.csv --sandbox");
	}

	@ParameterizedTest
	@ValueSource(strings = { "import x.csv --api-key SECRET", "import x.csv --api-key=SECRET",
			"import --api-key SECRET", "import --api-key=SECRET", "import x.csv -k SECRET", "import -kSECRET",
			"import x.csv --token -SECRET", "--api-key SECRET import x.csv", "import --token SECRET x.csv" })
	void describeWhenAnOptionThatLooksLikeAKeyIsUnknownKeepsItsValueToItself(String arguments) {
		assertThat(said(arguments.split(" "))).doesNotContain("SECRET")
			.contains("ARIZE_API_KEY", "--api-key-file PATH");
	}

	@ParameterizedTest
	@ValueSource(strings = { "import x.csv --bearer-thing=SECRET", "sandbox --cred SECRET", "-xSECRET" })
	void describeWhenAnyOptionIsUnknownKeepsItsValueToItself(String arguments) {
		assertThat(said(arguments.split(" "))).startsWith("role-bindings: There is no option").doesNotContain("SECRET");
	}

	private static String said(String... arguments) {
		ByteArrayOutputStream said = new ByteArrayOutputStream();
		Messages messages = new Messages(new PrintStream(said, true, StandardCharsets.UTF_8), LogFormat.TEXT);
		assertThat(RoleBindings.commandLine(messages).execute(arguments)).isEqualTo(2);
		return said.toString(StandardCharsets.UTF_8);
	}

}
