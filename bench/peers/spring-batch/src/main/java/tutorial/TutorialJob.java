package tutorial;

import java.util.Map;

import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.item.file.FlatFileItemReader;
import org.springframework.batch.infrastructure.item.file.builder.FlatFileItemReaderBuilder;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.FileSystemResource;
import org.springframework.http.MediaType;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.web.client.RestClient;

/**
 * A job as tutorials have it: FlatFileItemReader, chunks of 100, one thread.
 * {@code TutorialJob URL FILE}
 */
@SpringBootApplication
public class TutorialJob {

	public static void main(String[] args) {
		System.setProperty("url", args[0]);
		System.setProperty("file", args[1]);
		System.exit(SpringApplication.exit(SpringApplication.run(TutorialJob.class)));
	}

	record Row(String role_id, String user_id, String resource_type, String resource_id) {
	}

	@Bean
	FlatFileItemReader<Row> reader(@Value("${file}") String file) {
		return new FlatFileItemReaderBuilder<Row>().name("rows")
			.resource(new FileSystemResource(file))
			.linesToSkip(1)
			.delimited()
			.names("role_id", "user_id", "resource_type", "resource_id", "comment")
			.fieldSetMapper((fields) -> new Row(fields.readString("role_id"), fields.readString("user_id"),
					fields.readString("resource_type"), fields.readString("resource_id")))
			.build();
	}

	@Bean
	ItemProcessor<Row, Map<?, ?>> processor(@Value("${url}") String url) {
		RestClient client = RestClient.create(url);
		return (row) -> client.post()
			.uri("/v2/role-bindings")
			.header("Authorization", "Bearer bench")
			.contentType(MediaType.APPLICATION_JSON)
			.body(row)
			.retrieve()
			.body(Map.class);
	}

	@Bean
	ItemWriter<Map<?, ?>> writer() {
		return (bindings) -> {
		};
	}

	@Bean
	Step post(JobRepository repository, PlatformTransactionManager transactions, FlatFileItemReader<Row> reader,
			ItemProcessor<Row, Map<?, ?>> processor, ItemWriter<Map<?, ?>> writer) {
		return new StepBuilder("post", repository).<Row, Map<?, ?>>chunk(100)
			.transactionManager(transactions)
			.reader(reader)
			.processor(processor)
			.writer(writer)
			.build();
	}

	@Bean
	Job job(JobRepository repository, Step post) {
		return new JobBuilder("job", repository).start(post).build();
	}

}
