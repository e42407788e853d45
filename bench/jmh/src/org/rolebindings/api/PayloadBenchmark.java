package org.rolebindings.api;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.rolebindings.binding.Binding;
import org.rolebindings.binding.Id;
import org.rolebindings.binding.ResourceType;
import tools.jackson.databind.json.JsonMapper;

/** The body of a create, and what is read of its answer. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PayloadBenchmark {

	private final JsonMapper json = new JsonMapper();

	private Binding binding = new Binding(id("Um9sZToxOmFEbDE="), id("VXNlcjoxMjM6azN1UA=="), ResourceType.SPACE,
			id("U3BhY2U6MTc6VjRLYQ=="));

	private byte[] answer = """
			{"id":"Um9sZUJpbmRpbmc6MTphQmNE","role_id":"Um9sZToxOmFEbDE=","user_id":"VXNlcjoxMjM6azN1UA==",\
			"resource_type":"SPACE","resource_id":"U3BhY2U6MTc6VjRLYQ==","created_at":"2026-01-02T03:04:05.678Z",\
			"updated_at":"2026-01-02T03:04:05.678Z"}""".getBytes(StandardCharsets.UTF_8);

	private static Id id(String text) {
		return Id.parse(text).orElseThrow();
	}

	@Benchmark
	public byte[] writeCreate() {
		return this.json.writeValueAsBytes(CreateRoleBindingRequest.of(this.binding));
	}

	@Benchmark
	public Object readAnswer() {
		return this.json.readValue(this.answer, RoleBinding.class);
	}

}
