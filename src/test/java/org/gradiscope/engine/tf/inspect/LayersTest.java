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
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.tf.freeze.FrozenModel;
import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.gradiscope.model.Layer;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.Conv2d;
import org.tensorflow.types.TFloat32;

class LayersTest {

	private static Operand<TFloat32> pool(final Ops tf, final String name,
		final Operand<TFloat32> x) {
		return tf.withSubScope(name).withName("MaxPool").nn.maxPool(x,
			tf.constant(new int[] { 1, 2, 2, 1 }), tf.constant(new int[] { 1, 2, 2, 1 }), "VALID");
	}

	private static List<String> names(final List<Layer> layers) {
		return layers.stream().map(Layer::name).toList();
	}

	/** Worked out by hand: 3, then 3 + (2-1), then 4 + (3-1)*2, then 8 + (5-1)*2. */
	@Test
	void aStackOfWindowsSeesWhatTheRecurrenceSays() {
		final List<Layer> layers = TinyGraphs.layers(TinyGraphs.of((tf, x) -> {
			final Operand<TFloat32> pooled = pool(tf, "pool", TinyGraphs.conv(tf, "a", x, 3, 4, 1));
			return tf.withSubScope("c").withName("Relu").nn
				.relu(TinyGraphs.conv(tf, "c", TinyGraphs.conv(tf, "b", pooled, 3, 4, 1), 5, 2, 3));
		}));
		assertEquals(List.of("a", "pool", "b", "c_1", "c"), names(layers));
		assertEquals(List.of(3, 4, 8, 16, 16), layers.stream().map(Layer::receptiveField).toList());
		assertEquals(List.of(1, 2, 2, 6, 6), layers.stream().map(Layer::stride).toList());
		assertEquals(List.of(108L, 0L, 144L, 200L, 0L),
			layers.stream().map(Layer::parameters).toList());
		assertEquals(List.of(-1, -1, 2), layers.get(3).shape());
		assertTrue(layers.stream().allMatch(Layer::anySize));
	}

	@Test
	void dilationSpreadsAWindow() {
		final List<Layer> layers = TinyGraphs.layers(TinyGraphs.of((tf, x) -> TinyGraphs.conv(tf, "b",
			TinyGraphs.conv(tf, "a", x, 3, 4, 2), 3, 4, 1, Conv2d.dilations(1L, 4L, 4L, 1L))));
		assertEquals(3 + 2 * 4 * 2, layers.get(1).receptiveField());
		assertEquals(2, layers.get(1).stride());
	}

	@Test
	void whereBranchesMeetTheLargerCounts() {
		final List<Layer> layers = TinyGraphs.layers(TinyGraphs.of((tf, x) -> {
			final Operand<TFloat32> narrow = TinyGraphs.conv(tf, "narrow", x, 1, 4, 1);
			final Operand<TFloat32> wide = TinyGraphs.conv(tf, "wide", x, 7, 4, 1);
			return tf.withSubScope("sum").withName("AddV2").math.add(narrow, wide);
		}));
		assertEquals(List.of(1, 7, 7), layers.stream().map(Layer::receptiveField).toList());
		assertEquals("Add", layers.get(2).operation().replace("V2", ""));
	}

	@Test
	void afterAGlobalMeanAllIsSeen() {
		final List<Layer> layers =
			TinyGraphs.layers(TinyGraphs.of(Shape.of(-1, 12, 10, 3), (tf, x) -> TinyGraphs.dense(tf,
				"dense", TinyGraphs.globalMean(tf, TinyGraphs.conv(tf, "conv", x, 3, 4, 2)), 5)));
		assertEquals(List.of("conv", "pool", "dense"), names(layers));
		assertEquals(List.of(6, 5, 4), layers.get(0).shape());
		assertEquals(List.of(5), layers.get(2).shape());
		assertEquals(List.of(3, 0, 0), layers.stream().map(Layer::receptiveField).toList());
		assertEquals(List.of(2, 0, 0), layers.stream().map(Layer::stride).toList());
		assertEquals(20, layers.get(2).parameters());
		assertTrue(layers.get(2).anySize());
	}

	@Test
	void aRectifierInTheScopeBelongsToTheLayer() {
		final List<Layer> layers = TinyGraphs.layers(TinyGraphs.of((tf, x) -> {
			final Ops in = tf.withSubScope("net").withSubScope("conv");
			final Operand<TFloat32> conv = in.withName("Conv2D").nn.conv2d(x,
				in.constant(Shape.of(3, 3, 3, 2), TinyGraphs.halves(54)), List.of(1L, 1L, 1L, 1L), "SAME");
			final Operand<TFloat32> biased = in.nn.biasAdd(conv, in.constant(new float[] { 1, 2 }));
			final Operand<TFloat32> rectified = in.withName("Relu6").nn.relu6(biased);
			return tf.withSubScope("net").withSubScope("act").withName("mul").math.mul(rectified,
				tf.math.sigmoid(rectified));
		}));
		assertEquals("Conv2D + Relu6", layers.get(0).operation());
		assertEquals("net/conv/Relu6", layers.get(0).tensor());
		assertEquals(56, layers.get(0).parameters());
		assertEquals("Swish", layers.get(layers.size() - 1).operation());
	}

	/** An even length is padded behind only by a stride of 2, an odd one on both sides; VALID not at all. */
	@Test
	void theFirstPositionLiesWhereItsWindowDoes() {
		assertEquals(List.of(1.5, 3.5), starts(8));
		assertEquals(List.of(0.5, 0.5), starts(9));
		assertEquals(List.of(1.5),
			starts(TinyGraphs.of(Shape.of(-1, 8, 8, 3),
				(tf, x) -> tf.withSubScope("conv").withName("Conv2D").nn.conv2d(x,
					tf.constant(Shape.of(3, 3, 3, 2), TinyGraphs.halves(54)), List.of(1L, 1L, 1L, 1L),
					"VALID"))));
		final List<Double> padded = starts(TinyGraphs.of(Shape.of(-1, 8, 8, 3),
			(tf, x) -> tf.withSubScope("conv").withName("Conv2D").nn.conv2d(
				tf.withSubScope("pad").withName("Pad").pad(x,
					tf.constant(new int[][] { { 0, 0 }, { 1, 1 }, { 1, 1 }, { 0, 0 } }), tf.constant(0f)),
				tf.constant(Shape.of(3, 3, 3, 2), TinyGraphs.halves(54)), List.of(1L, 2L, 2L, 1L),
				"VALID")));
		assertEquals(0.5, padded.get(padded.size() - 1));
	}

	/** Two convolutions of 3 with a stride of 2, SAME. */
	private static List<Double> starts(final int side) {
		return starts(TinyGraphs.of(Shape.of(-1, side, side, 3),
			(tf, x) -> TinyGraphs.conv(tf, "b", TinyGraphs.conv(tf, "a", x, 3, 4, 2), 3, 4, 2)));
	}

	private static List<Double> starts(final FrozenModel frozen) {
		return TinyGraphs.layers(frozen).stream().map(Layer::start).toList();
	}

	@Test
	void channelsFirstAreShownLast() {
		final List<Layer> layers = TinyGraphs.layers(TinyGraphs.of(Shape.of(-1, 3, 12, 10),
			(tf, x) -> tf.withSubScope("conv").withName("Conv2D").nn.conv2d(x,
				tf.constant(Shape.of(3, 3, 3, 2), TinyGraphs.halves(54)), List.of(1L, 1L, 1L, 1L), "VALID",
				Conv2d.dataFormat("NCHW"))));
		assertEquals(List.of(10, 8, 2), layers.get(0).shape());
	}

	@Test
	void aResizeInsideTheNetworkChangesTheStride() {
		final List<Layer> layers = TinyGraphs.layers(TinyGraphs.of(Shape.of(-1, 40, 40, 3),
			(tf, x) -> TinyGraphs.conv(tf, "conv", tf.withSubScope("half").withName("Resize").image
				.resizeNearestNeighbor(x, tf.constant(new int[] { 20, 20 })), 3, 4, 1)));
		assertEquals(List.of(1, 5), layers.stream().map(Layer::receptiveField).toList());
		assertEquals(2, layers.get(1).stride());
	}

	@Test
	void anOutputWithoutTheInputIsRefused() {
		final FrozenModel frozen = TinyGraphs.of((tf, x) -> {
			tf.withName("alone").nn.relu(tf.constant(new float[] { 1 }));
			return tf.nn.relu(x);
		});
		final Description ends = TinyGraphs.ends(frozen).with(Fact.OUTPUT, "alone", "a test");
		final String message =
			assertThrows(EngineException.class, () -> Layers.in(frozen.graph(), ends)).getMessage();
		assertTrue(message.startsWith("The output 'alone' does not depend on the input 'input'"),
			message);
		assertFalse(message.contains("\n"));
	}
}
