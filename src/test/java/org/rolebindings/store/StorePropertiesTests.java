package org.rolebindings.store;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class StorePropertiesTests {

	@ParameterizedTest
	@ValueSource(strings = { ".role-bindings", "two words", "a/b", "a=b" })
	void newWhenThePathCanBeAnAddressTakesIt(String state) {
		assertThat(new StoreProperties(Path.of(state), null, Duration.ZERO).state()).isEqualTo(Path.of(state));
	}

	@ParameterizedTest
	@ValueSource(strings = { "a;INIT=x", ";", "a;b/state", "a\\b", "" })
	@DisabledOnOs(OS.WINDOWS)
	void newWhenThePathCannotBeAnAddressSaysSo(String state) {
		assertThatIllegalArgumentException().isThrownBy(() -> new StoreProperties(Path.of(state), null, Duration.ZERO))
			.withMessage("--state is '" + state + "'; it takes a folder without ; and \\ in its path.");
	}

	@Test
	void newWhenStateIsAbsoluteTakesIt(@TempDir Path folder) {
		assertThat(new StoreProperties(folder, null, Duration.ZERO).state()).isEqualTo(folder);
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, 1, 7 * 24 * 3600 })
	void newWhenWaitIsInItsRangeTakesIt(long seconds) {
		Duration wait = Duration.ofSeconds(seconds);
		assertThat(new StoreProperties(Path.of("x"), null, wait).longestWait()).isEqualTo(wait);
	}

	@Test
	void newWhenWaitIsTooLongSaysSo() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new StoreProperties(Path.of("x"), null, Duration.ofDays(7).plusSeconds(1)))
			.withMessage("--wait is 7d1s; it takes 0s to 7d.");
	}

	@Test
	void databaseWhenThereIsAUrlReturnsIt() {
		StoreProperties properties = new StoreProperties(Path.of("x"), "jdbc:postgresql://db/x?password=y",
				Duration.ZERO);
		assertThat(properties.database()).isEqualTo(new DatabaseUrl("jdbc:postgresql://db/x?password=y"));
		assertThat(properties.hasPassword()).isTrue();
	}

	@Test
	void databaseWhenThereIsNoUrlReturnsNull() {
		StoreProperties properties = new StoreProperties(Path.of("x"), null, Duration.ZERO);
		assertThat(properties.database()).isNull();
		assertThat(properties.hasPassword()).isFalse();
	}

	@Test
	void newWhenTheUrlIsNoneOfPostgresqlSaysSo() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new StoreProperties(Path.of("x"), "jdbc:h2:mem:x", Duration.ZERO))
			.withMessageStartingWith("--database-url is not the JDBC URL of a PostgreSQL database");
	}

	@Test
	void toStringWhenTheUrlHasAPasswordDoesNotShowIt() {
		assertThat(new StoreProperties(Path.of("x"), "jdbc:postgresql://db/x?password=geheim", Duration.ZERO))
			.asString()
			.doesNotContain("geheim");
	}

}
