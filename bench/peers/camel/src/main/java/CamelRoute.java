import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.ThreadPoolBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.dataformat.JsonLibrary;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;

/**
 * A route as Camel's manual has it: file, csv, split, http.
 * {@code CamelRoute URL FILE THREADS}
 */
public final class CamelRoute {

	private CamelRoute() {
	}

	/**
	 * What camel-csv's lazy data format gives: an iterator over commons-csv's records, as
	 * maps.
	 */
	private static Iterator<Map<String, String>> records(Message message) throws IOException {
		CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
		return CSVParser.builder()
			.setReader(message.getBody(Reader.class))
			.setFormat(format)
			.get()
			.stream()
			.map((record) -> {
				Map<String, String> row = record.toMap();
				row.remove("comment");
				return row;
			})
			.iterator();
	}

	public static void main(String[] args) throws Exception {
		String url = args[0];
		File file = new File(args[1]).getAbsoluteFile();
		int threads = Integer.parseInt(args[2]);
		CountDownLatch done = new CountDownLatch(1);
		AtomicInteger failed = new AtomicInteger();
		try (CamelContext context = new DefaultCamelContext()) {
			ExecutorService pool = new ThreadPoolBuilder(context).poolSize(threads)
				.maxPoolSize(threads)
				.maxQueueSize(1000)
				.rejectedPolicy(ThreadPoolRejectedPolicy.CallerRuns)
				.build("post");
			context.addRoutes(new RouteBuilder() {

				@Override
				public void configure() {
					onException(Exception.class).handled(true).process((exchange) -> failed.incrementAndGet());
					from("file:" + file.getParent() + "?noop=true&readLock=none&fileName=" + file.getName())
						.process((exchange) -> exchange.getMessage().setBody(records(exchange.getMessage())))
						.split(body())
						.streaming()
						.parallelProcessing()
						.executorService(pool)
						.marshal()
						.json(JsonLibrary.Jackson)
						.removeHeaders("*")
						.setHeader(Exchange.HTTP_METHOD, constant("POST"))
						.setHeader(Exchange.CONTENT_TYPE, constant("application/json"))
						.setHeader("Authorization", constant("Bearer bench"))
						.to(url + "/v2/role-bindings?connectionsPerRoute=" + threads + "&maxTotalConnections="
								+ threads)
						.end()
						.process((exchange) -> done.countDown());
				}

			});
			context.start();
			done.await();
		}
		System.exit((failed.get() > 0) ? 1 : 0);
	}

}
