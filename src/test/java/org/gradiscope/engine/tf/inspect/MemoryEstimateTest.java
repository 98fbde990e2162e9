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

import java.util.List;
import java.util.function.BiFunction;

import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** What runs take, counted by hand; images of 10x8 pixels of 3 channels are 960 bytes. */
class MemoryEstimateTest {

	private static final double IMAGE = 4 * 10 * 8 * 3;

	private static MemoryEstimate memory(
		final BiFunction<Ops, Operand<TFloat32>, Operand<TFloat32>> body) {
		return InputSizeCheck.of(TinyGraphs.of(body).graph(), "input", List.of(1L, 10L, 8L, 3L))
			.memory();
	}

	private static Operand<TFloat32> convolved(final Ops tf, final Operand<TFloat32> images,
		final int channels) {
		return tf.nn.conv2d(images,
			tf.fill(tf.constant(new int[] { 3, 3, 3, channels }), tf.constant(1f)),
			List.of(1L, 1L, 1L, 1L), "SAME");
	}

	/** A ReLU works in the convolution's place, but not where the image itself is wanted later. */
	@Test
	void whatIsComputedInPlaceTakesNothing() {
		final double kernel = 4 * 3 * 3 * 3 * 6;
		final double maps = 2 * IMAGE;
		final MemoryEstimate chain =
			memory((tf, images) -> tf.withName("out").nn.relu(convolved(tf, images, 6)));
		assertEquals(IMAGE + kernel + maps, chain.forward(), 64);
		final MemoryEstimate twice =
			memory((tf, images) -> tf.withName("out").math.add(tf.nn.relu(images), images));
		assertEquals(2 * IMAGE, twice.forward(), 0);
	}

	/** Forwards, two at a time; backwards, all up to there. */
	@Test
	void aChainIsKeptForTheWayBack() {
		final MemoryEstimate memory =
			memory((tf, images) -> tf.withName("out").nn.softmax(tf.nn.softmax(tf.nn.softmax(images))));
		assertEquals(2 * IMAGE, memory.forward(), 0);
		assertEquals(4 * IMAGE + 2 * IMAGE, memory.backward(), 0);
		assertEquals(memory.backward(), memory.unrolled(), 0);
	}

	/** Each of 80 positions has a kernel of 27 numbers. */
	@Test
	void convolutionsUnroll() {
		final MemoryEstimate memory = memory((tf, images) -> convolved(tf, images, 1));
		assertEquals(4 * 80 * 27, memory.unrolled() - memory.backward(), 0);
	}

	/** No image is needed for it, and no axis of it is the image's. */
	@Test
	void whatDoesNotDependOnTheImageCounts() {
		final MemoryEstimate memory = memory((tf, images) -> tf.math.add(images,
			tf.sum(tf.math.mul(tf.constant(new float[500][1]), tf.constant(new float[1][700])),
				tf.constant(new int[] { 0, 1 }))));
		assertEquals(4 * 500 * 700 + IMAGE, memory.forward(), IMAGE);
	}

	/** Numbers of 8 bytes, and all outputs of an operation. */
	@Test
	void typesAndOutputsCount() {
		final MemoryEstimate wide = memory((tf, images) -> tf.dtypes
			.cast(tf.dtypes.cast(images, org.tensorflow.types.TFloat64.class), TFloat32.class));
		assertEquals(2 * IMAGE + 2 * IMAGE, wide.forward(), 0);
		final MemoryEstimate split =
			memory((tf, images) -> tf.split(tf.constant(3), images, 3L).output().get(0));
		assertEquals(2 * IMAGE, split.forward(), 0);
	}
}
