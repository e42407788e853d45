package org.rolebindings.ledger;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rolebindings.ledger.run.RunStatus;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

class NameAnswerLedgerTests {

	@TempDir
	private Path state;

	private OpenLedger ledger;

	@BeforeEach
	void open() {
		this.ledger = OpenLedger.onPostgres(this.state);
	}

	@AfterEach
	void close() {
		this.ledger.close();
	}

	@Test
	void forEachHasTheLatestAnswersOfTheRunWhateverCharactersTheyHave() {
		long run = this.ledger.start();
		NameAnswerLedger answers = this.ledger.nameAnswers();
		answers.add(run, Map.of("USER\0ann@x.example", "R\0no such user", "ROLE\0Größe 🙂", "F1"));
		answers.add(run, Map.of("USER\0ann@x.example", "F2"));
		answers.add(run + 1, Map.of("ROLE\0other", "F3"));
		assertThat(of(run))
			.containsExactlyInAnyOrderEntriesOf(Map.of("USER\0ann@x.example", "F2", "ROLE\0Größe 🙂", "F1"));
	}

	@Test
	void forgetRemovesTheAnswersOfTheRunAndOfThoseThatHaveEnded() {
		long ended = this.ledger.start();
		this.ledger.runs().end(ended, RunStatus.COMPLETED, OpenLedger.STARTED);
		long stopped = this.ledger.start();
		this.ledger.runs().end(stopped, RunStatus.STOPPED, OpenLedger.STARTED);
		NameAnswerLedger answers = this.ledger.nameAnswers();
		for (long run : new long[] { ended, stopped, stopped + 1 }) {
			answers.add(run, Map.of("ROLE\0a", "F1"));
		}
		answers.forget(stopped + 1);
		assertThat(of(ended)).isEmpty();
		assertThat(of(stopped)).hasSize(1);
		assertThat(of(stopped + 1)).isEmpty();
	}

	@Test
	void besideTheEmbeddedDatabaseItHasNone() {
		JdbcTemplate none = new JdbcTemplate();
		NameAnswerLedger answers = new NameAnswerLedger(none, new TransactionTemplate(new JdbcTransactionManager()),
				false);
		answers.add(1, Map.of("ROLE\0a", "F1"));
		answers.forget(1);
		Map<String, String> found = new LinkedHashMap<>();
		answers.forEach(1, found::put);
		assertThat(found).isEmpty();
	}

	private Map<String, String> of(long run) {
		Map<String, String> answers = new LinkedHashMap<>();
		this.ledger.nameAnswers().forEach(run, answers::put);
		return answers;
	}

}
