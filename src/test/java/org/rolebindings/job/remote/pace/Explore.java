package org.rolebindings.job.remote.pace;

import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.rolebindings.stop.*;
import org.rolebindings.store.pace.TestPace;

class Explore {

	@Test
	void explore() throws Exception {
		TestPace pace = new TestPace(Files.createTempDirectory("x").resolve("s"));
		for (String spec : System.getProperty("specs", "1000,4,16,50").split(";")) {
			String[] p = spec.split(",");
			int rate = Integer.parseInt(p[0]), workers = Integer.parseInt(p[1]), threads = Integer.parseInt(p[2]), latency = Integer.parseInt(p[3]);
			StopSwitch stop = new StopSwitch();
			List<Long> left = Collections.synchronizedList(new ArrayList<>());
			List<AtomicLong> by = new ArrayList<>();
			List<WorkerRate> rates = new ArrayList<>();
			List<Thread> all = new ArrayList<>();
			long calls0 = pace.jdbc().queryForObject("select xact_commit from pg_stat_database where datname=current_database()", Long.class);
			for (int w = 0; w < workers; w++) {
				WorkerRate r = new WorkerRate(pace.database(), TestPace.TARGET, rate, stop);
				AtomicLong count = new AtomicLong();
				by.add(count);
				rates.add(r);
				for (int t = 0; t < threads; t++) {
					Thread th = new Thread(() -> {
						try {
							while (true) {
								r.await();
								left.add(System.nanoTime());
								count.incrementAndGet();
								Thread.sleep(latency);
							}
						}
						catch (SendingStoppedException | InterruptedException ex) { }
					});
					all.add(th);
					th.start();
				}
			}
			Thread.sleep(2000);
			long n0 = left.size();
			long[] b0 = by.stream().mapToLong(AtomicLong::get).toArray();
			Thread.sleep(4000);
			long n1 = left.size();
			long[] b1 = by.stream().mapToLong(AtomicLong::get).toArray();
			stop.stop(StopReason.FAILURE);
			for (Thread t : all) t.join();
			rates.forEach(WorkerRate::close);
			Thread.sleep(700);
			long calls1 = pace.jdbc().queryForObject("select xact_commit from pg_stat_database where datname=current_database()", Long.class);
			List<Long> sorted = new ArrayList<>(left);
			Collections.sort(sorted);
			int most = 0;
			for (int i = 0, j = 0; i < sorted.size(); i++) {
				while (sorted.get(i) - sorted.get(j) >= 1_000_000_000L) j++;
				most = Math.max(most, i - j + 1);
			}
			StringBuilder shares = new StringBuilder();
			for (int w = 0; w < workers; w++) shares.append(' ').append((b1[w] - b0[w]) / 4);
			System.out.printf("RESULT %s: %.1f/s most %d; %s; transactions %.0f/s%n", spec, (n1 - n0) / 4.0, most, shares, (calls1 - calls0) / 6.0);
		}
	}
}
