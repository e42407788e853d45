package org.rolebindings.store;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

class DatabaseUrlPasswordTests {

	@Test
	void shownWhenThereArePasswordsLeavesThemOut() {
		DatabaseUrl url = new DatabaseUrl(
				"jdbc:postgresql://host/db?user=importer&password=S3CRET&PASSWORD=S3CRET&pass%77ord=S3CRET"
						+ "&sslpassword=S3CRET&sslmode=require");
		assertThat(url.shown()).isEqualTo("jdbc:postgresql://host/db?user=importer&sslmode=require");
		assertThat(url).hasToString(url.shown());
	}

	@Test
	void shownWhenThereIsNothingButAPasswordHasNoParameters() {
		assertThat(new DatabaseUrl("jdbc:postgresql:db?password=x").shown()).isEqualTo("jdbc:postgresql:db");
	}

	@Test
	void passwordsWhenTheyAreEncodedDecodesThem() {
		assertThat(new DatabaseUrl("jdbc:postgresql://host/db?password=a%25%26b=c&user=x&sslpass%77ord=d").passwords())
			.containsOnly(entry("password", "a%&b=c"), entry("sslpassword", "d"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "jdbc:postgresql://host/db?password=S3CRET%",
			"jdbc:postgresql://host/db?password=%zzS3CRET", "jdbc:postgresql://host/db&password=S3CRET",
			"jdbc:postgresql://host/db?user=x;password=S3CRET", "jdbc:postgresql://host/db?user=x#Password=S3CRET",
			"jdbc:postgresql://host/db?user=x?password=S3CRET" })
	void newWhenThePasswordIsNoneThatJdbcReadsSaysSoWithoutIt(String url) {
		assertThatIllegalArgumentException().isThrownBy(() -> new DatabaseUrl(url))
			.withMessageStartingWith("--database-url has a password that JDBC cannot read.")
			.withMessageNotContaining("S3CRET");
	}

	@ParameterizedTest
	@ValueSource(strings = { "jdbc:postgresql://importer:S3CRET@host/db", "postgres://importer:S3CRET@host/db",
			"jdbc:h2:mem:S3CRET", "jdbc:postgresql:", "jdbc:postgresql://host/two words?password=S3CRET" })
	void newWhenItIsNoJdbcUrlOfPostgresqlSaysSoWithoutIt(String url) {
		assertThatIllegalArgumentException().isThrownBy(() -> new DatabaseUrl(url))
			.withMessageStartingWith("--database-url ")
			.withMessageNotContaining("S3CRET");
	}

}
