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

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.function.BiFunction;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.tf.TestNatives;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** How rules and TensorFlow's own gradients meet, in graphs of several operations. */
class DifferentiationTest {

	@BeforeAll
	static void load() {
		TestNatives.load();
	}

	/** The gradient of the sum of what the body makes of 1.2, -0.4, 2.5. */
	private static float[] gradient(
		final BiFunction<Ops, Operand<TFloat32>, Operand<TFloat32>> body) {
		try (Graph graph = new Graph()) {
			final Ops tf = Ops.create(graph);
			final Operand<TFloat32> x =
				tf.withName("x").placeholder(TFloat32.class, Placeholder.shape(Shape.of(3)));
			final Output<?> gradient =
				Differentiation.add(graph, body.apply(tf, x).asOutput(), x.asOutput());
			try (Session session = new Session(graph);
				TFloat32 given = TFloat32.vectorOf(1.2f, -0.4f, 2.5f);
				Result result = session.runner().feed("x", given).fetch(gradient).run()) {
				final float[] numbers = new float[3];
				int i = 0;
				for (final NdArray<?> number : ((TFloat32) result.get(0)).scalars())
					numbers[i++] = (float) number.getObject();
				return numbers;
			}
		}
	}

	@Test
	void nothingFlowsThroughSteps() {
		assertArrayEquals(new float[] { 2, 0, 3 }, gradient((tf, x) -> tf.math.mul(x, tf.math.ceil(x))),
			1e-6f);
		assertArrayEquals(new float[] { 2, 2, 2 }, gradient((tf, x) -> tf.math.mul(x,
			tf.dtypes.cast(tf.math.argMax(x, tf.constant(0), TInt32.class), TFloat32.class))), 1e-6f);
		assertArrayEquals(new float[] { 1, 0, 2 }, gradient((tf, x) -> tf.math.mul(x, tf.math
			.add(tf.math.floor(x), tf.dtypes.cast(tf.math.less(x, tf.constant(0f)), TFloat32.class)))),
			1e-6f);
	}

	@Test
	void whatIsOnlyStepsIsUnreachable() {
		assertThrows(UnreachableException.class, () -> gradient((tf, x) -> tf.math.ceil(x)));
		assertThrows(UnreachableException.class,
			() -> gradient((tf, x) -> tf.math.erfc(tf.math.ceil(x))));
		assertThrows(UnreachableException.class,
			() -> gradient((tf, x) -> tf.math.ceil(tf.math.erfc(x))));
	}

	@Test
	void rulesMeetInOneNumber() {
		final double factor = -2 / Math.sqrt(Math.PI);
		final float[] expected = new float[3];
		final double[] x = { 1.2f, -0.4f, 2.5f };
		for (int i = 0; i < 3; i++)
			expected[i] = (float) (factor * Math.exp(-x[i] * x[i]) * (2 + x[i]) + erfc(x[i]));
		// x erfc(x) + 2 erfc(x), of two operations on the same number.
		assertArrayEquals(expected, gradient((tf, of) -> tf.math.add(tf.math.mul(of, tf.math.erfc(of)),
			tf.math.add(tf.math.erfc(of), tf.math.erfc(tf.identity(of))))), 1e-5f);
	}

	/** By Simpson's rule. */
	private static double erfc(final double x) {
		double sum = 0;
		for (int i = 0; i <= 2000; i++)
			sum += (i == 0 || i == 2000 ? 1 : i % 2 == 0 ? 2 : 4) * Math.exp(-Math.pow(x * i / 2000, 2));
		return 1 - 2 / Math.sqrt(Math.PI) * sum * x / 6000;
	}

	@Test
	void oneOperationBehindStepsIsPassed() {
		try (Graph graph = new Graph()) {
			final Ops tf = Ops.create(graph);
			final Operand<TFloat32> x = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(3)));
			final Operand<TFloat32> stepped = tf.math.add(x, tf.math.ceil(x));
			final Operand<TFloat32> sum = tf.reduceSum(stepped, tf.constant(0));
			assertEquals(Shape.of(3), Differentiation.add(graph, List.of(sum.asOutput()),
				List.of(stepped.asOutput()), List.of(tf.constant(1f).asOutput())).get(0).shape());
		}
	}

	@Test
	void groupsAreCountedWhereShapesDoNotSayThem() {
		assertArrayEquals(new float[] { 2, 3, 4 },
			gradient((tf, x) -> convolved(tf, x, new float[][][][] { { { { 2, 3, 4 } } } })), 1e-6f);
		assertArrayEquals(new float[] { 3, 7, 11 },
			gradient(
				(tf, x) -> convolved(tf, x, new float[][][][] { { { { 1, 2 }, { 3, 4 }, { 5, 6 } } } })),
			1e-6f);
	}

	/** One pixel of three channels, which only the run knows. */
	private static Operand<TFloat32> convolved(final Ops tf, final Operand<TFloat32> channels,
		final float[][][][] filter) {
		final Operand<TInt32> shape =
			tf.placeholderWithDefault(tf.constant(new int[] { 1, 1, 1, 3 }), Shape.of(4));
		return tf.nn.conv2d(tf.reshape(channels, shape), tf.constant(filter), List.of(1L, 1L, 1L, 1L),
			"VALID");
	}

	@Test
	void whatLetsNoGradientPassIsNamedWithItsLayer() {
		final EngineException e = assertThrows(EngineException.class,
			() -> gradient((tf, x) -> tf.withName("odd").math.betainc(x, x, x)));
		assertEquals(
			"The network cannot run backwards: there is no gradient for the operation Betainc " +
				"of the layer 'odd'.",
			e.getMessage());
	}
}
