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

package org.gradiscope.engine.tf.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Locale;

import org.gradiscope.engine.tf.TestNatives;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Graph;
import org.tensorflow.op.Ops;

class GraphOpsTest {

	@BeforeAll
	static void loadLibraries() {
		TestNatives.load();
	}

	@ParameterizedTest
	@ValueSource(strings = { "en-US", "ar-EG", "fa-IR", "my-MM", "hi-IN-u-nu-deva" })
	void operationsOfOneNameAreNumberedInLatinDigits(final String language) {
		final Locale before = Locale.getDefault();
		Locale.setDefault(Locale.forLanguageTag(language));
		try (Graph graph = new Graph()) {
			final Ops tf = GraphOps.of(graph);
			final Ops inner = tf.withSubScope("inner");
			assertEquals(
				List.of("Const", "Const_1", "inner/Const", "inner/Const_1", "mine", "mine_1", "Const_2"),
				List.of(tf, tf, inner, inner, tf.withName("mine"), tf.withName("mine"), tf).stream()
					.map(ops -> ops.constant(7).op().name()).toList());
			// Another that adds to the same graph goes on.
			assertEquals("Const_3", GraphOps.of(graph).constant(7).op().name());
			assertEquals("inner/Const_2",
				GraphOps.of(graph).withSubScope("inner").constant(7).op().name());
		}
		finally {
			Locale.setDefault(before);
		}
	}

	@Test
	void whatIsNoNameIsRefused() {
		try (Graph graph = new Graph()) {
			assertThrows(IllegalArgumentException.class, () -> GraphOps.of(graph).withName("a b"));
		}
	}
}
