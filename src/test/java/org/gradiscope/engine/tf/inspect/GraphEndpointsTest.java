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
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.tf.freeze.FrozenModel;
import org.gradiscope.model.Channels;
import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.gradiscope.model.InputSize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.op.nn.Conv2d;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

class GraphEndpointsTest {

	private static Operand<TFloat32> scores(final Ops tf, final Operand<TFloat32> images) {
		return TinyGraphs.dense(tf, "dense",
			TinyGraphs.globalMean(tf, TinyGraphs.conv(tf, "conv", images, 3, 4, 1)), 5);
	}

	private static String source(final Description ends, final Fact<?> fact) {
		return ends.sources().get(fact.toString());
	}

	@Test
	void aGraphAloneShowsBothEnds() {
		final Description ends = TinyGraphs.ends(TinyGraphs.of(Shape.of(1, 20, 30, 3),
			(tf, x) -> tf.withName("probabilities").nn.softmax(scores(tf, x))));
		assertEquals("input", ends.get(Fact.INPUT).orElseThrow());
		assertEquals("byxc", ends.get(Fact.AXES).orElseThrow());
		assertEquals(Channels.RGB, ends.get(Fact.CHANNELS).orElseThrow());
		assertEquals(InputSize.fixed(20, 30), ends.get(Fact.SIZE).orElseThrow());
		assertEquals("probabilities", ends.get(Fact.OUTPUT).orElseThrow());
		assertEquals("dense/MatMul", ends.get(Fact.LOGITS).orElseThrow());
		assertEquals("inferred: the softmax's input", source(ends, Fact.LOGITS));
		assertEquals("assumed: the order RGB of 3 channels (the input's shape)",
			source(ends, Fact.CHANNELS));
	}

	@Test
	void picturesOfLogarithmsOfProbabilitiesAreScoresAlready() {
		final Description picture = TinyGraphs.ends(TinyGraphs.of(Shape.of(1, 20, 30, 3),
			(tf, x) -> tf.withName("logarithms").nn.logSoftmax(TinyGraphs.conv(tf, "conv", x, 3, 4, 1))));
		assertEquals("logarithms", picture.get(Fact.LOGITS).orElseThrow());
		assertEquals("inferred: the output, logarithms of probabilities at each pixel",
			source(picture, Fact.LOGITS));
		final Description row = TinyGraphs.ends(TinyGraphs.of(Shape.of(1, 20, 30, 3),
			(tf, x) -> tf.withName("logarithms").nn.logSoftmax(scores(tf, x))));
		assertEquals("dense/MatMul", row.get(Fact.LOGITS).orElseThrow());
	}

	@Test
	void withoutASoftmaxTheOutputIsTheScores() {
		final Description ends = TinyGraphs.ends(TinyGraphs.of(GraphEndpointsTest::scores));
		assertEquals("dense/MatMul", ends.get(Fact.LOGITS).orElseThrow());
		assertEquals("assumed: the output is taken as the scores, no softmax was found",
			source(ends, Fact.LOGITS));
		assertEquals(InputSize.atLeast(1, 1), ends.get(Fact.SIZE).orElseThrow());
		assertTrue(source(ends, Fact.SIZE).startsWith("assumed: any size"));
	}

	/** As {@code tf.debugging.assert_all_finite} leaves one behind. */
	@Test
	void aCheckThatNothingTakesFromIsNoOutput() {
		final Description ends = TinyGraphs.ends(TinyGraphs.of((tf, x) -> {
			tf.withName("check").debugging.checkNumerics(x, "not finite");
			return scores(tf, x);
		}));
		assertEquals("dense/MatMul", ends.get(Fact.OUTPUT).orElseThrow());
		assertTrue(source(ends, Fact.OUTPUT).startsWith("inferred: the only operation"),
			source(ends, Fact.OUTPUT));
	}

	@Test
	void aSigmoidHasScoresToo() {
		final Description ends =
			TinyGraphs.ends(TinyGraphs.of((tf, x) -> tf.math.sigmoid(scores(tf, x))));
		assertEquals("dense/MatMul", ends.get(Fact.LOGITS).orElseThrow());
		assertEquals("inferred: the sigmoid's input", source(ends, Fact.LOGITS));
	}

	@Test
	void aSoftmaxThatIsSpelledOutIsSeen() {
		final Description ends = TinyGraphs.ends(TinyGraphs.of((tf, x) -> {
			final Operand<TFloat32> logits = scores(tf, x);
			final Operand<TFloat32> exp = tf.math.exp(tf.math.sub(logits,
				tf.reduceMax(logits, tf.constant(new int[] { -1 }), ReduceMax.keepDims(true))));
			return tf.math.div(exp,
				tf.reduceSum(exp, tf.constant(new int[] { -1 }), ReduceSum.keepDims(true)));
		}));
		assertEquals("dense/MatMul", ends.get(Fact.LOGITS).orElseThrow());
	}

	@Test
	void reshapesAroundTheSoftmaxAreWalkedOverWhereTheShapeStays() {
		final Description ends = TinyGraphs.ends(TinyGraphs.of(Shape.of(-1, 8, 8, 3), (tf, x) -> {
			final Operand<TFloat32> row = tf.reshape(scores(tf, x), tf.constant(new int[] { -1, 5 }));
			return tf.withName("out")
				.identity(tf.reshape(tf.nn.softmax(row), tf.constant(new int[] { -1, 5 })));
		}));
		assertEquals("out", ends.get(Fact.OUTPUT).orElseThrow());
		assertEquals("dense/MatMul", ends.get(Fact.LOGITS).orElseThrow());
		final Description pixels = TinyGraphs
			.ends(TinyGraphs.of(Shape.of(-1, 8, 8, 3), (tf, x) -> tf.nn.softmax(tf.withName("flat")
				.reshape(TinyGraphs.conv(tf, "conv", x, 3, 4, 1), tf.constant(new int[] { -1, 256 })))));
		assertEquals("flat", pixels.get(Fact.LOGITS).orElseThrow());
	}

	private static FrozenModel two(final Shape input, final Shape other) {
		return TinyGraphs.of(input, (tf, x) -> {
			final Operand<TFloat32> second =
				tf.withName("other").placeholder(TFloat32.class, Placeholder.shape(other));
			return tf.math.add(tf.math.mean(x, tf.constant(0)), tf.math.mean(second, tf.constant(0)));
		});
	}

	@Test
	void severalPlaceholdersOfNoShapeAreListedWithTheKeyThatNamesOne() {
		final String message = assertThrows(EngineException.class,
			() -> TinyGraphs.ends(two(Shape.unknown(), Shape.unknown()))).getMessage();
		assertTrue(message.contains("input, other") || message.contains("other, input"), message);
		assertTrue(message.contains("gradiscope.yaml (input.tensor)"), message);
		assertEquals(1, message.lines().count());
	}

	@Test
	void ofSeveralThatTakeImagesTheFirstIsTakenUnlessOneIsStated() {
		final FrozenModel two = two(Shape.of(-1, 4, 4, 3), Shape.of(-1, 4, 4, 3));
		final Description first = TinyGraphs.ends(two);
		assertEquals("input", first.get(Fact.INPUT).orElseThrow());
		assertTrue(source(first, Fact.INPUT).startsWith("assumed: the first of 2 inputs"));
		final Description stated = Description.NONE.with(Fact.INPUT, "other:0", "a file");
		assertEquals("other", GraphEndpoints.of(two, stated).get(Fact.INPUT).orElseThrow());
		assertEquals("a file", source(GraphEndpoints.of(two, stated), Fact.INPUT));
		assertEquals("other",
			TinyGraphs.ends(two(Shape.unknown(), Shape.of(-1, 4, 4, 3))).get(Fact.INPUT).orElseThrow());
	}

	@Test
	void aScalarPlaceholderIsNoImage() {
		final FrozenModel rate = TinyGraphs.of((tf, x) -> tf.math.mul(scores(tf, x),
			tf.reshape(tf.withName("rate").placeholder(TFloat32.class, Placeholder.shape(Shape.of(1))),
				tf.constant(new int[] { 1 }))));
		assertEquals("input", TinyGraphs.ends(rate).get(Fact.INPUT).orElseThrow());
	}

	/** Scores before pictures, whatever comes first. */
	@Test
	void ofSeveralEndsTheFirstThatFitsIsTakenUnlessOneIsASoftmax() {
		final FrozenModel open = TinyGraphs.of((tf, x) -> {
			tf.withName("picture").math.neg(x);
			tf.withName("one").math.neg(TinyGraphs.dense(tf, "single", TinyGraphs.globalMean(tf, x), 1));
			tf.withName("a").math.neg(scores(tf, x));
			return tf.withName("b").math.abs(scores(tf.withSubScope("again"), x));
		});
		assertEquals("a", TinyGraphs.ends(open).get(Fact.OUTPUT).orElseThrow());
		assertEquals("assumed: the first of 4 ends of the graph that gives scores",
			source(TinyGraphs.ends(open), Fact.OUTPUT));
		final FrozenModel one = TinyGraphs.of((tf, x) -> {
			tf.withName("a").math.neg(scores(tf, x));
			return tf.withName("b").nn.softmax(scores(tf.withSubScope("again"), x));
		});
		assertEquals("b", TinyGraphs.ends(one).get(Fact.OUTPUT).orElseThrow());
		final Description logits = Description.NONE.with(Fact.LOGITS, "dense/MatMul", "a file");
		assertEquals("dense/MatMul", GraphEndpoints.of(open, logits).get(Fact.OUTPUT).orElseThrow());
	}

	@Test
	void ofSeveralSoftmaxesTheDeepestIsTaken() {
		final Description ends = TinyGraphs.ends(TinyGraphs.of((tf, x) -> {
			tf.withName("early").nn.softmax(scores(tf, x));
			return tf.withName("late").nn
				.softmax(scores(tf.withSubScope("again"), TinyGraphs.conv(tf, "more", x, 3, 3, 1)));
		}));
		assertEquals("late", ends.get(Fact.OUTPUT).orElseThrow());
		assertEquals("assumed: the deepest of 2 softmaxes", source(ends, Fact.OUTPUT));
	}

	@Test
	void aSignatureComesBeforeTheGraph() {
		final FrozenModel plain = TinyGraphs.of((tf, x) -> {
			tf.withName("side").math.neg(scores(tf, x));
			return tf.withName("main").math.abs(scores(tf.withSubScope("again"), x));
		});
		final FrozenModel signed = new FrozenModel(plain.graph(), Map.of("images", "input"),
			Map.of("classes", "main:0"), List.of());
		assertEquals("main", TinyGraphs.ends(signed).get(Fact.OUTPUT).orElseThrow());
		final Description stated = Description.NONE.with(Fact.INPUT, "images", "a file")
			.with(Fact.OUTPUT, "classes", "a file").with(Fact.LOGITS, "classes", "a file");
		final Description ends = GraphEndpoints.of(signed, stated);
		assertEquals("input", ends.get(Fact.INPUT).orElseThrow());
		assertEquals("main", ends.get(Fact.OUTPUT).orElseThrow());
		assertEquals("main", ends.get(Fact.LOGITS).orElseThrow());
	}

	@Test
	void aNameThatIsNotThereIsSaidWithTheEnds() {
		final FrozenModel frozen = TinyGraphs.of(GraphEndpointsTest::scores);
		final String message = assertThrows(EngineException.class,
			() -> GraphEndpoints.of(frozen, Description.NONE.with(Fact.LOGITS, "logits", "a file")))
			.getMessage();
		assertEquals(
			"The graph has no operation 'logits', which its descriptor names; correct output.logits in " +
				"gradiscope.yaml: its ends are input, dense/MatMul.",
			message);
	}

	@ParameterizedTest
	@CsvSource({ "-1, 3, 8, 8, bcyx, 8x8", "-1, 3, -1, -1, bcyx, 1x1", "-1, 8, 9, 3, byxc, 9x8" })
	void theShapeTellsTheAxes(final long n, final long a, final long b, final long c,
		final String axes, final String size) {
		final Description ends =
			TinyGraphs.ends(TinyGraphs.of(Shape.of(n, a, b, c), (tf, x) -> tf.nn.relu(x)));
		assertEquals(axes, ends.get(Fact.AXES).orElseThrow());
		assertTrue(ends.get(Fact.SIZE).orElseThrow().toString().endsWith(size));
	}

	@Test
	void theFirstConvolutionTellsWhatTheShapeDoesNot() {
		final FrozenModel first = TinyGraphs.of(Shape.of(-1, -1, -1, -1),
			(tf, x) -> tf.nn.conv2d(x, tf.constant(Shape.of(3, 3, 4, 2), TinyGraphs.halves(72)),
				List.of(1L, 1L, 1L, 1L), "SAME", Conv2d.dataFormat("NCHW")));
		assertEquals("bcyx", TinyGraphs.ends(first).get(Fact.AXES).orElseThrow());
		assertEquals(Channels.RGBA, TinyGraphs.ends(first).get(Fact.CHANNELS).orElseThrow());
		final FrozenModel turned = TinyGraphs.of(Shape.unknown(),
			(tf, x) -> tf.nn.conv2d(tf.linalg.transpose(x, tf.constant(new int[] { 0, 2, 3, 1 })),
				tf.constant(Shape.of(3, 3, 1, 2), TinyGraphs.halves(18)), List.of(1L, 1L, 1L, 1L), "SAME"));
		assertEquals("bcyx", TinyGraphs.ends(turned).get(Fact.AXES).orElseThrow());
		assertEquals(Channels.GREY, TinyGraphs.ends(turned).get(Fact.CHANNELS).orElseThrow());
	}

	@Test
	void otherNumbersOfChannelsAreTaken() {
		assertEquals(Channels.of(5),
			TinyGraphs.ends(TinyGraphs.of(Shape.of(-1, 8, 8, 5), (tf, x) -> tf.nn.relu(x)))
				.get(Fact.CHANNELS).orElseThrow());
		final Description first =
			TinyGraphs.ends(TinyGraphs.of(Shape.of(-1, 40, -1, -1), (tf, x) -> tf.nn.relu(x)));
		assertEquals("bcyx", first.get(Fact.AXES).orElseThrow());
		assertEquals(Channels.of(40), first.get(Fact.CHANNELS).orElseThrow());
	}

	/** The numbers of a row and of a matrix don't stand at the same places. */
	@Test
	void numbersThatAreBroadcastAreNotFollowed() {
		final FrozenModel frozen = TinyGraphs.of((tf, images) -> {
			final Operand<TInt32> sum = tf.math.add(tf.constant(new int[][] { { 1, 2 }, { 3, 4 } }),
				tf.constant(new int[] { 5, 6 }));
			return tf.withName("scores").math.add(
				TinyGraphs.dense(tf, "dense", TinyGraphs.globalMean(tf, images), 4),
				tf.reshape(tf.dtypes.cast(sum, TFloat32.class), tf.constant(new int[] { 4 })));
		});
		assertEquals("scores", TinyGraphs.ends(frozen).get(Fact.OUTPUT).orElseThrow());
	}
}
