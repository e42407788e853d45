package org.rolebindings.job.undo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rolebindings.csv.source.InputFile;
import org.rolebindings.csv.source.UnreadableFileException;
import org.rolebindings.stop.StopSwitch;
import org.rolebindings.testing.CsvRows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SucceededRowsTests {

	private static final String HEADER = "role_id,user_id,resource_type,resource_id,line,outcome,binding_id,previous_role_id\n";

	@TempDir
	private Path folder;

	@Test
	void forEachHasWhatWasCreatedAndUpdated() throws IOException {
		assertThat(lines(row("2,CREATED,Bnd2,") + row("3,UNCHANGED,Bnd3,") + row("4,UPDATED,Bnd4,Rol9")))
			.containsExactly(2L, 4L);
	}

	/** Each message is one sentence or several, with one period at the end of each. */
	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			1,CREATED,Bnd2,x,y  | The record has
			2,UPDATED,Bnd2,     | previous_role_id
			2,UPDATED,Bnd2,none | which is not a role's id
			2,CREATED,,         | binding_id
			2,DELETED,Bnd2,     | An undo or a revoke is not undone
			x,CREATED,Bnd2,     | not the number of a line
			""")
	void forEachWhenARowIsWrongSaysWhy(String added, String reason) {
		assertThatExceptionOfType(UnreadableFileException.class).isThrownBy(() -> lines(row(added)))
			.withMessageContaining(reason)
			.satisfies((ex) -> assertThat(ex.getMessage()).endsWith(".").doesNotEndWith(".."));
	}

	private static String row(String added) {
		return CsvRows.row("r1", "u1", "s1") + "," + added + "\n";
	}

	@Test
	void forEachWhenTheRunHadAnotherDelimiterReadsItsReport() throws IOException {
		assertThat(lines((HEADER + row("2,CREATED,Bnd2,")).replace(',', '#'), '#')).containsExactly(2L);
	}

	@Test
	void forEachWhenTheReportWasSavedWithAnotherDelimiterFindsIt() throws IOException {
		assertThat(lines((HEADER + row("2,CREATED,Bnd2,")).replace(',', '\t'), ';')).containsExactly(2L);
	}

	private List<Long> lines(String rows) throws IOException {
		return lines(HEADER + rows, ',');
	}

	private List<Long> lines(String csv, char delimiter) throws IOException {
		InputFile file = InputFile.of(Files.writeString(this.folder.resolve("succeeded.csv"), csv));
		List<Long> lines = new ArrayList<>();
		new SucceededRows(file, delimiter, new StopSwitch()).forEach(0, (row) -> lines.add(row.line()));
		return lines;
	}

}
