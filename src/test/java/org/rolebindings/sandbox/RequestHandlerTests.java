package org.rolebindings.sandbox;

import org.junit.jupiter.api.Test;
import org.rolebindings.sandbox.keys.AccessKeys;
import org.rolebindings.sandbox.wire.Answer;
import org.rolebindings.sandbox.wire.Answers;
import org.rolebindings.sandbox.wire.Body;
import org.rolebindings.sandbox.wire.Json;
import org.rolebindings.sandbox.wire.Request;

import static org.assertj.core.api.Assertions.assertThat;

class RequestHandlerTests {

	@Test
	void answerWhenAnEndpointHasADefectSaysSoInsteadOfClosingTheConnection() {
		RequestHandler handler = new RequestHandler(AccessKeys.any(), new RateLimit(null, System::nanoTime),
				new Faults(SandboxProperties.none()), (request, rights) -> {
					throw new IllegalStateException("broken");
				}, new Answers(new Json()));
		Answer answer = handler.answer(new Request("1", "GET", "/", null, "Bearer any", null, new Body()));
		assertThat(answer).isNotNull().extracting(Answer::status).isEqualTo(500);
	}

}
