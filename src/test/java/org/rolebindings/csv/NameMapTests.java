package org.rolebindings.csv;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rolebindings.binding.validation.RowNames;
import org.rolebindings.csv.source.InputFile;
import org.rolebindings.csv.source.UnreadableFileException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests for {@link NameMap}. */
class NameMapTests {

	@TempDir
	Path folder;

	@Test
	void mapTakesTheFirstLineThatFitsAndThatOneOnly() throws IOException {
		NameMap map = read("""
				column,from,to
				user_email,boss@old.example,ann@new.example
				user_email,*@old.example,*@new.example
				user_email,*@new.example,*@newest.example
				role_name,Analyst,Data analyst
				space_name,EU *,* (EU)
				""");
		assertThat(map.map(new RowNames("Analyst", "Boss@Old.example", "Analyst", "EU prod", "EU prod")))
			.isEqualTo(new RowNames("Data analyst", "ann@new.example", "Analyst", "prod (EU)", "EU prod"));
		assertThat(map.map(new RowNames("analyst", "Joe.Doe@old.example", "", "", "")))
			.isEqualTo(new RowNames("analyst", "Joe.Doe@new.example", "", "", ""));
		assertThat(map.unused()).containsExactly("map.csv, line 4: no row has the user_email '*@new.example'.");
	}

	@Test
	void mapWhenAStarStandsForNothingFits() throws IOException {
		NameMap map = read("column,from,to\nproject_name,a*a,b*\n");
		assertThat(map.map(new RowNames("", "", "", "", "aa")).project()).isEqualTo("b");
		assertThat(map.map(new RowNames("", "", "", "", "a")).project()).isEqualTo("a");
		assertThat(map.map(new RowNames("", "", "", "", "axya")).project()).isEqualTo("bxy");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			from,to~a,b                                        | line 1: a map has the columns column,from,to
			column,from,to~user_mail,a,b                       | line 2: column is 'user_mail'
			column,from,to~role_name,a                         | line 2: a line of a map has three values
			column,from,to~role_name,a,                        | line 2: from or to is empty
			column,from,to~role_name,a,b~role_name,a,c         | line 3: role_name has 'a' a second time
			column,from,to~user_email,A@x,b~user_email,a@x,c   | line 3: user_email has 'a@x' a second time
			column,from,to~role_name,a*b*,c                    | line 2: from and to have one *
			column,from,to~role_name,a,*                       | line 2: from and to have one *
			""")
	void readWhenALineIsWrongNamesIt(String text, String reason) {
		assertThatExceptionOfType(UnreadableFileException.class).isThrownBy(() -> read(text.replace("~", "\n") + "\n"))
			.withMessageContaining(reason);
	}

	@Test
	void readWhenThereIsNoFileSaysSo() {
		assertThatExceptionOfType(UnreadableFileException.class)
			.isThrownBy(() -> NameMap.read(InputFile.of(this.folder.resolve("none.csv"))))
			.withMessageContaining("there is no such file");
	}

	private NameMap read(String text) throws IOException {
		return NameMap.read(InputFile.of(Files.writeString(this.folder.resolve("map.csv"), text)));
	}

}
