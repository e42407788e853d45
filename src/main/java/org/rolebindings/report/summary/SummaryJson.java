package org.rolebindings.report.summary;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A summary as JSON: pretty-printed, the same bytes on every system. */
public final class SummaryJson {

	private static final JsonMapper MAPPER = JsonMapper.builder()
		.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
		.disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
		.disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
		.enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
		.enable(SerializationFeature.INDENT_OUTPUT)
		.defaultPrettyPrinter(prettyPrinter())
		.build();

	private SummaryJson() {
	}

	public static String write(Object summary) {
		return MAPPER.writeValueAsString(summary) + "\n";
	}

	/** The run of a summary; {@link RunMark#NONE} if it is not a summary. */
	public static RunMark readMark(byte[] json) {
		return read(json, RunMark.class, RunMark.NONE);
	}

	/** What a plan's summary says; nothing if it is not a summary. */
	public static PlanSummary readPlan(byte[] json) {
		return read(json, PlanSummary.class, PlanSummary.NONE);
	}

	private static <T> T read(byte[] json, Class<T> type, T otherwise) {
		try {
			T value = MAPPER.readValue(json, type);
			return (value != null) ? value : otherwise;
		}
		catch (JacksonException ex) {
			return otherwise;
		}
	}

	private static DefaultPrettyPrinter prettyPrinter() {
		DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
		Separators separators = Separators.createDefaultInstance()
			.withObjectNameValueSpacing(Separators.Spacing.AFTER)
			.withObjectEmptySeparator("");
		return new DefaultPrettyPrinter(separators).withObjectIndenter(indenter).withArrayIndenter(indenter);
	}

}
