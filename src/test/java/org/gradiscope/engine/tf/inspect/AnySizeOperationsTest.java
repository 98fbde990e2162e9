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
import java.util.Set;
import java.util.function.BiFunction;

import org.gradiscope.engine.tf.freeze.FrozenModel;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.op.core.StridedSlice;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Each on images whose own size is 16x16. */
class AnySizeOperationsTest {

	private static boolean isFree(
		final BiFunction<Ops, Operand<TFloat32>, Operand<TFloat32>> operation) {
		final FrozenModel frozen = TinyGraphs.of(Shape.of(1, 16, 16, 3),
			(tf, x) -> tf.withName("it").identity(operation.apply(tf, x)));
		return free(frozen).contains("it");
	}

	private static Set<String> free(final FrozenModel frozen) {
		return AnySizeOperations.of(frozen.graph(), TinyGraphs.ends(frozen));
	}

	private static Operand<TFloat32> conv(final Ops tf, final Operand<TFloat32> x) {
		return TinyGraphs.conv(tf, "conv", x, 3, 3, 2);
	}

	private static Operand<TInt32> ints(final Ops tf, final int... values) {
		return tf.constant(values);
	}

	@Test
	void whatLooksAtNeighboursTakesAnySize() {
		final List<Long> two = List.of(1L, 2L, 2L, 1L);
		assertTrue(isFree(AnySizeOperationsTest::conv));
		assertTrue(
			isFree((tf, x) -> tf.nn.maxPool(x, ints(tf, 1, 2, 2, 1), ints(tf, 1, 2, 2, 1), "VALID")));
		assertTrue(isFree((tf, x) -> tf.nn.avgPool(x, two, two, "SAME")));
		assertTrue(isFree((tf, x) -> tf.nn.localResponseNormalization(x)));
		assertTrue(isFree((tf, x) -> tf.pad(x,
			tf.constant(new int[][] { { 0, 0 }, { 1, 1 }, { 2, 0 }, { 0, 0 } }), tf.constant(0f))));
		assertTrue(isFree(
			(tf, x) -> tf.math.add(conv(tf, x), tf.nn.relu(tf.constant(new float[] { 1, 2, 3 })))));
		assertTrue(isFree((tf, x) -> tf.concat(List.of(x, tf.nn.elu(x)), tf.constant(-1))));
	}

	@Test
	void aPositionOfItsOwnIsFixed() {
		assertFalse(isFree(
			(tf, x) -> tf.math.add(x, tf.constant(Shape.of(1, 16, 16, 1), TinyGraphs.halves(256)))));
		assertFalse(isFree((tf, x) -> tf.reshape(x, ints(tf, -1, 768))));
		assertFalse(isFree((tf, x) -> tf.squeeze(
			tf.nn.avgPool(x, List.of(1L, 16L, 16L, 1L), List.of(1L, 1L, 1L, 1L), "VALID"),
			Squeeze.axis(List.of(1L, 2L)))));
	}

	@Test
	void aGlobalMeanOrAResizeMakesTheRestFree() {
		assertTrue(
			isFree((tf, x) -> TinyGraphs.dense(tf, "dense", TinyGraphs.globalMean(tf, conv(tf, x)), 2)));
		assertTrue(
			isFree((tf, x) -> tf.reshape(tf.image.resizeBilinear(x, ints(tf, 8, 8)), ints(tf, -1, 192))));
		assertFalse(isFree(
			(tf, x) -> TinyGraphs.dense(tf, "dense", tf.reshape(conv(tf, x), ints(tf, -1, 192)), 2)));
	}

	@Test
	void aReshapeByTheTensorsOwnShapeIsFollowed() {
		assertTrue(isFree((tf, x) -> tf.reshape(x, tf.shape(tf.nn.relu(x)))));
		assertTrue(isFree((tf, x) -> flat(tf, x, -1)));
		assertFalse(isFree((tf, x) -> flat(tf, x, 768)));
		assertFalse(isFree((tf, x) -> TinyGraphs.dense(tf, "dense",
			tf.ensureShape(flat(tf, x, -1), Shape.of(-1, 768)), 2)));
	}

	/** As Keras flattens. */
	private static Operand<TFloat32> flat(final Ops tf, final Operand<TFloat32> x, final int rest) {
		final Operand<TInt32> count = tf.stridedSlice(tf.shape(x), ints(tf, 0), ints(tf, 1),
			ints(tf, 1), StridedSlice.shrinkAxisMask(1L));
		return tf.reshape(x, tf.stack(List.of(count, tf.constant(rest))));
	}

	@Test
	void imagesOfABatchAreNeverMixed() {
		assertFalse(isFree((tf, x) -> tf.math.mean(x, ints(tf, 0))));
		assertFalse(isFree((tf, x) -> tf.concat(List.of(x, x), tf.constant(0))));
		assertFalse(isFree((tf, x) -> tf.pad(x,
			tf.constant(new int[][] { { 1, 0 }, { 0, 0 }, { 0, 0 }, { 0, 0 } }), tf.constant(0f))));
		assertFalse(isFree((tf, x) -> norm(tf, x, true)));
		assertTrue(isFree((tf, x) -> norm(tf, x, false)));
	}

	private static Operand<TFloat32> norm(final Ops tf, final Operand<TFloat32> x,
		final boolean training) {
		final Operand<TFloat32> three = tf.constant(new float[] { 1, 1, 1 });
		return tf.nn.fusedBatchNorm(x, three, three, three, three, FusedBatchNorm.isTraining(training))
			.y();
	}

	@Test
	void whatIsNotKnownIsFixed() {
		assertFalse(isFree((tf, x) -> tf.reverse(x, ints(tf, 1))));
	}

	@Test
	void channelsFirstAreFollowedThroughATranspose() {
		final FrozenModel frozen = TinyGraphs.of(Shape.of(1, 3, 16, 16),
			(tf, x) -> TinyGraphs.globalMean(tf, tf.linalg.transpose(x, ints(tf, 0, 2, 3, 1))));
		assertEquals("bcyx", TinyGraphs.ends(frozen).get(org.gradiscope.model.Fact.AXES).orElseThrow());
		assertTrue(free(frozen).contains("pool/Mean"));
	}
}
