/*-
 * #%L
 * Convolutional networks looked into from ImageJ and Fiji.
 * %%
 * Copyright (C) 2026 Gradiscope founders.
 * %%
 * Redistribution and use in source and binary forms, with or without
 * modification, are permitted provided that the following conditions are met:
 *
 * 1. Redistributions of source code must retain the above copyright notice,
 *    this list of conditions and the following disclaimer.
 * 2. Redistributions in binary form must reproduce the above copyright notice,
 *    this list of conditions and the following disclaimer in the documentation
 *    and/or other materials provided with the distribution.
 *
 * THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS"
 * AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE
 * IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE
 * ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDERS OR CONTRIBUTORS BE
 * LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR
 * CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF
 * SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS
 * INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN
 * CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE)
 * ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE
 * POSSIBILITY OF SUCH DAMAGE.
 * #L%
 */

package org.gradiscope.engine.tf.graph.gradient;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.gradiscope.engine.tf.TestNatives;
import org.gradiscope.engine.tf.graph.Backward;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every gradient that the engine gives, against finite differences. */
class GradientsTest {

	@BeforeAll
	static void load() {
		TestNatives.load();
	}

	static List<String> lines() throws IOException {
		try (InputStream table = GradientsTest.class.getResourceAsStream("gradients.txt")) {
			return new String(table.readAllBytes(), StandardCharsets.UTF_8).lines().map(String::strip)
				.filter(line -> !line.isEmpty() && !line.startsWith("#")).toList();
		}
	}

	static Stream<String> cases() throws IOException {
		return lines().stream();
	}

	@Test
	void everyOperationThatGradientsPassIsTried() throws IOException {
		final Set<String> tried = new TreeSet<>();
		for (final String line : lines())
			tried.add(line.split("\\|")[0].strip());
		final Set<String> passed = TestNatives.operations(Backward.THEIRS);
		passed.addAll(TestNatives.operations(Backward.OURS));
		assertEquals(passed, tried);
	}

	@Test
	void theTableNamesEveryRule() {
		assertEquals(TestNatives.operations(Backward.OURS), new TreeSet<>(GradientRules.names()));
	}

	@ParameterizedTest
	@MethodSource("cases")
	void gradientIsThatOfFiniteDifferences(final String line) {
		new FiniteDifferences(GradientCase.of(line)).check();
	}
}
