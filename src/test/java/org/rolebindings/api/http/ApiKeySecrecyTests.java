package org.rolebindings.api.http;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.rolebindings.api.ApiException;
import org.rolebindings.api.RecordedLog;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Tests that the key is shown to nobody. */
@Timeout(60)
class ApiKeySecrecyTests {

	@RegisterExtension
	static final WireMockExtension server = TestServer.extension();

	private final TestApiClient client = new TestApiClient(server.baseUrl(), TestApiClient.AMPLE);

	@AfterEach
	void close() {
		this.client.close();
	}

	@Test
	void sendWhenTheServerRepeatsTheKeyDoesNotShowIt() {
		answer(aResponse().withStatus(400)
			.withHeader("X-Request-Id", TestApiClient.SECRET)
			.withBody("{\"detail\":\"Bearer " + TestApiClient.SECRET + " may not do this\"}"));
		ApiException refusal = failure(this.client);
		assertThat(refusal).hasMessage("Bearer … may not do this");
		assertThat(refusal.requestId()).isEqualTo("…");
	}

	@ParameterizedTest
	@EnumSource(Fault.class)
	@NullSource
	void sendAtAnyLogLevelDoesNotLogTheKey(@Nullable Fault fault) {
		answer(aResponse().withStatus(500).withFault(fault).withBody(TestApiClient.SECRET));
		try (RecordedLog log = new RecordedLog();
				TestApiClient logging = new TestApiClient(server.baseUrl(), TestApiClient.AMPLE)) {
			ApiException failure = failure(logging);
			assertThat(log.text()).isNotEmpty().doesNotContain("c0ffee");
			assertThat(failure).hasMessageNotContaining("c0ffee");
		}
	}

	private void answer(ResponseDefinitionBuilder answer) {
		server.stubFor(any(anyUrl()).willReturn(answer));
	}

	private static ApiException failure(TestApiClient client) {
		return catchThrowableOfType(ApiException.class, client::create);
	}

}
