package org.rolebindings.store;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class DatabaseUrlTests {

	private static final String PLAIN = "jdbc:postgresql://db.example/bindings";

	@ParameterizedTest
	@ValueSource(strings = { "password=geheim", "PASSWORD=geheim", "Password=geheim", "pass%77ord=geheim",
			"%70%61%73%73%77%6F%72%64=geheim", "sslpassword=geheim", "sslPassword=geheim", "ssl%70assword=geheim",
			"password=a%26b=geheim", "password=geheim?", "password=geheim#x", "&&password=geheim" })
	void shownWhenThereIsAPasswordLeavesItOut(String parameter) {
		DatabaseUrl url = new DatabaseUrl(PLAIN + "?ssl=true&" + parameter + "&user=importer");
		assertThat(url.hasPassword()).isTrue();
		assertThat(url.shown()).isEqualTo(PLAIN + "?ssl=true&user=importer");
		assertThat(url).hasToString(url.shown());
	}

	@Test
	void shownWhenThereIsNothingButPasswordsLeavesTheQuestionMarkOut() {
		DatabaseUrl url = new DatabaseUrl(PLAIN + "?password=a&sslpassword=b&password=c");
		assertThat(url.hasPassword()).isTrue();
		assertThat(url.shown()).isEqualTo(PLAIN);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "?", "?user=importer", "?user=password", "?passwordless=x", "?sslpasswordcallback=x.Y",
			"?options=password", "?pass%zz=x" })
	void hasPasswordWhenThereIsNoneReturnsFalse(String parameters) {
		assertThat(new DatabaseUrl(PLAIN + parameters).hasPassword()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { PLAIN, "jdbc:postgresql:bindings", "jdbc:postgresql:///bindings",
			"jdbc:postgresql://db.example:5433/bindings", "jdbc:postgresql://[::1]:5433/bindings",
			"jdbc:postgresql://[2001:db8::7]/bindings?user=importer",
			"jdbc:postgresql://a.example:1,[::1]:2,c.example/bindings?targetServerType=primary",
			"jdbc:postgresql://db.example/b%20b?user=%C3%BC", "jdbc:postgresql://db.example/?service=x" })
	void shownWhenThereIsNoPasswordIsTheWholeUrl(String text) {
		assertThat(new DatabaseUrl(text).shown()).isEqualTo(text);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "postgresql://db/geheim", "jdbc:postgresql:", "jdbc:mysql://db/geheim",
			"JDBC:postgresql://db/geheim", "jdbc:postgresql://db/ge heim", " jdbc:postgresql://db/geheim",
			"jdbc:postgresql://db/geheim\n", "jdbc:postgresql://db/geheim\u0000", "jdbc:h2:mem:geheim" })
	void newWhenItIsNoUrlOfPostgresqlSaysSoWithoutIt(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> new DatabaseUrl(text))
			.withMessageStartingWith("--database-url is not the JDBC URL of a PostgreSQL database")
			.withMessageNotContaining("geheim");
	}

	@ParameterizedTest
	@ValueSource(strings = { "jdbc:postgresql://importer:geheim@db.example/bindings",
			"jdbc:postgresql://importer@db.example/geheim", "jdbc:postgresql://a:geheim@[::1]/b?user=x" })
	void newWhenThereIsAUserBeforeTheHostSaysWhereItBelongs(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> new DatabaseUrl(text))
			.withMessageContaining("PGPASSWORD")
			.withMessageNotContaining("geheim");
	}

	@Test
	void newWhenAParameterHasAnAtSignTakesIt() {
		assertThat(new DatabaseUrl(PLAIN + "?user=importer@corp").shown()).endsWith("?user=importer@corp");
	}

	@Test
	void hasParameterKnowsItsNameOnly() {
		DatabaseUrl url = new DatabaseUrl(PLAIN + "?us%65r=importer&ssl");
		assertThat(url.hasParameter("user")).isTrue();
		assertThat(url.hasParameter("ssl")).isTrue();
		assertThat(url.hasParameter("importer")).isFalse();
		assertThat(url.hasParameter("password")).isFalse();
	}

}
