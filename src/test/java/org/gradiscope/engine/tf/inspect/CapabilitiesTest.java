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

package org.gradiscope.engine.tf.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

import org.gradiscope.engine.tf.freeze.FrozenModel;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.types.TFloat32;

class CapabilitiesTest {

	private static Capabilities of(final BiFunction<Ops, Operand<TFloat32>, Operand<TFloat32>> body) {
		final FrozenModel frozen = TinyGraphs.of(body);
		return Capabilities.of(frozen.graph(), TinyGraphs.ends(frozen), name -> !name.equals("Abs"));
	}

	@Test
	void rectifiersAreCountedByKind() {
		final Capabilities can =
			of((tf, x) -> tf.nn.elu(tf.nn.relu(tf.math.minimum(tf.nn.relu(x), tf.constant(6f)))));
		assertEquals(Map.of("Relu", 2, "Elu", 1, "Minimum", 1), can.activations());
		assertTrue(can.guided());
		assertFalse(of((tf, x) -> tf.math.tanh(x)).guided());
		assertFalse(of((tf, x) -> tf.math.add(x, tf.nn.relu(tf.constant(1f)))).guided());
	}

	@Test
	void aTypeLeftOutForBeingUsualHidesNothingBehindIt() {
		final FrozenModel frozen = TinyGraphs.of((tf, x) -> tf.nn.relu(tf.nn.leakyRelu(tf.nn.relu(x))));
		final GraphDef.Builder graph = frozen.graph().toBuilder();
		graph.getNodeBuilderList().stream().filter(node -> node.getOp().equals("LeakyRelu"))
			.forEach(node -> node.removeAttr("T"));
		assertEquals(Map.of("Relu", 2, "LeakyRelu", 1),
			Capabilities.of(graph.build(), TinyGraphs.ends(frozen), name -> true).activations());
	}

	@Test
	void whatGradientsCannotPassIsNamed() {
		final Capabilities can =
			of((tf, x) -> tf.math.erfc(tf.math.igamma(tf.constant(1f), tf.math.betainc(x, x, x))));
		assertEquals(List.of("Betainc", "Igamma"), can.withoutGradient());
		assertFalse(can.gradients());
		assertTrue(of((tf, x) -> tf.math.erfc(tf.math.add(x, tf.math.ceil(x)))).gradients());
		assertTrue(of((tf, x) -> tf.reshape(tf.nn.relu(x), tf.shape(x))).gradients());
	}

	@Test
	void whatDoesMoreThanComputeIsNamed() {
		assertEquals(List.of("Abs"), of((tf, x) -> tf.math.abs(tf.math.neg(x))).impure());
	}
}
