package org.rolebindings.report.page;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class PageRowsTests {

	private static final PageRows.About ABOUT = new PageRows.About("Failed rows", "failed rows", "failed.csv",
			List.of("Line", "Reason", "Message"));

	private final StringBuilder written = new StringBuilder();

	private final PageRows rows = new PageRows(ABOUT, this.written::append);

	private JsonNode json() {
		return new JsonMapper().readTree("[" + this.written + "]");
	}

	@Test
	void addWritesJsonThatCannotEndTheScript() {
		this.rows.add(2, "NOT_FOUND", "a \"b\" \\ </script><!-- \n\u202E");
		this.rows.add(3, "FORBIDDEN", "");
		this.rows.add(4, "NOT_FOUND", "c");
		assertThat(this.written).doesNotContain("<").doesNotContain("\u202E");
		assertThat(json().get(0).get(2).asString()).isEqualTo("a \"b\" \\ </script><!-- \\u000A\\u202E");
		assertThat(json()).hasSize(3);
		assertThat(json().get(1).get(1).asInt()).isEqualTo(1);
		assertThat(json().get(2).get(1).asInt()).isZero();
		assertThat(this.rows.reasons()).containsOnlyKeys("NOT_FOUND", "FORBIDDEN");
	}

	@Test
	void addCutsLongCells() {
		this.rows.add(2, "NOT_FOUND", "x".repeat(201));
		assertThat(json().get(0).get(2).asString()).isEqualTo("x".repeat(200) + "…");
	}

	@Test
	void addWhenThereAreMoreRowsThanTheTableTakesOnlyCountsThem() {
		for (int line = 1; line <= PageRows.MOST_ROWS + 10; line++) {
			this.rows.add(line, "NOT_FOUND", "");
		}
		assertThat(this.rows.count()).isEqualTo(PageRows.MOST_ROWS + 10);
		assertThat(this.rows.written()).isEqualTo(PageRows.MOST_ROWS);
		assertThat(json()).hasSize(PageRows.MOST_ROWS);
		assertThat(this.rows.first()).hasSize(PageRows.FIRST_ROWS);
	}

	@Test
	void addWhenTheRowsAreLongEndsTheTableAtTenMegabytes() {
		for (int line = 1; line <= 20_000; line++) {
			this.rows.add(line, "NOT_FOUND", "\u20AC".repeat(200));
		}
		int size = this.written.toString().getBytes(StandardCharsets.UTF_8).length;
		assertThat(size).isBetween(PageRows.MOST_BYTES - 1_000, PageRows.MOST_BYTES);
		assertThat(this.rows.written()).isLessThan(20_000);
	}

}
