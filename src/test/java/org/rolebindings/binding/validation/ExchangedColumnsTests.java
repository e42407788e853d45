package org.rolebindings.binding.validation;

import org.junit.jupiter.api.Test;
import org.rolebindings.binding.ErrorCode;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link ExchangedColumns}. */
class ExchangedColumnsTests {

	private final ExchangedColumns columns = new ExchangedColumns();

	private void look(String role, String user, String type, String resource) {
		this.columns.look(new InputRow(2, "", role, user, type, resource, null));
	}

	@Test
	void sentenceWhenTwoColumnsAreExchangedInEveryRowNamesThem() {
		look("Usr1", "Rol1", "SPACE", "Spa1");
		look("Usr2", "Rol1", "PROJECT", "Prj1");
		assertThat(this.columns.sentence()).contains("The columns are exchanged in every row: role_id has what belongs "
				+ "in user_id, user_id has what belongs in role_id. Correct the names in the header.");
		assertThat(this.columns.code()).contains(ErrorCode.ID_KIND_MISMATCH);
	}

	@Test
	void codeWhenTheTypesAreElsewhereIsThatOfTheType() {
		look("SPACE", "Usr1", "Rol1", "Spa1");
		look("SPACE", "Usr2", "Rol1", "Spa1");
		assertThat(this.columns.sentence()).isNotEmpty();
		assertThat(this.columns.code()).contains(ErrorCode.UNKNOWN_RESOURCE_TYPE);
	}

	@Test
	void sentenceWhenARowShowsNothingStillTells() {
		look("Usr1", "Rol1", "SPACE", "Spa1");
		look("Usr2", "?", "SPACE", "Spa1");
		look("Usr3", "Rol1", "SPACE", "Spa1");
		assertThat(this.columns.sentence()).isNotEmpty();
	}

	@Test
	void sentenceWhenOneRowIsRightIsEmpty() {
		look("Usr1", "Rol1", "SPACE", "Spa1");
		look("Usr2", "Rol1", "SPACE", "Spa1");
		look("Rol1", "Usr3", "SPACE", "Spa1");
		assertThat(this.columns.sentence()).isEmpty();
		assertThat(this.columns.code()).isEmpty();
	}

	@Test
	void sentenceWhenRowsAreExchangedInDifferentWaysIsEmpty() {
		look("Usr1", "Rol1", "SPACE", "Spa1");
		look("Spa1", "Usr1", "SPACE", "Rol1");
		assertThat(this.columns.sentence()).isEmpty();
	}

	@Test
	void sentenceWhenThereIsOneRowOnlyIsEmpty() {
		look("Usr1", "Rol1", "SPACE", "Spa1");
		assertThat(this.columns.sentence()).isEmpty();
	}

}
