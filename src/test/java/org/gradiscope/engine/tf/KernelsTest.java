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

package org.gradiscope.engine.tf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.BiFunction;

import org.gradiscope.engine.Engine;
import org.gradiscope.engine.Kernel;
import org.gradiscope.engine.Network;
import org.gradiscope.model.Channels;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.Preprocessing;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.Micropatterns;
import org.gradiscope.testing.SharedFiles;
import org.gradiscope.testing.TinyNetworks;
import org.gradiscope.model.store.ModelStore;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The kernels that a network gives are those that it computes with. */
class KernelsTest {

	private static final List<Long> ONE = List.of(1L, 1L, 1L, 1L);

	private static float[] counted(final int count) {
		final float[] values = new float[count];
		for (int i = 0; i < count; i++)
			values[i] = i + 1;
		return values;
	}

	private static Operand<TFloat32> filter(final Ops tf, final int... shape) {
		return tf.reshape(tf.constant(counted(Shape.of(shape).size())), tf.constant(shape));
	}

	private static Network network(final Channels channels, final List<String> layers,
		final BiFunction<Ops, Operand<TFloat32>, Operand<TFloat32>> body) {
		return Engine.load().open(TinyNetworks.of("tiny",
			Preprocessing.of(channels, ValueRange.UNIT, InputSize.atLeast(4, 4)), List.of("a", "b"),
			layers, (tf, image) -> tf.math.mean(body.apply(tf, image), tf.constant(new int[] { 1, 2 }))));
	}

	@Test
	void networkNHasNines() {
		try (Network network = Engine.load().open(TinyNetworks.networkN())) {
			assertEquals(List.of("conv"), network.weights().kernelLayers());
			final Kernel kernel = network.weights().kernel("conv");
			assertEquals(Shape.of(3, 3, 1, 2), kernel.weights().shape());
			for (final float weight : kernel.weights().data())
				assertEquals(1, weight);
			assertTrue(kernel.ofImage());
			assertFalse(kernel.depthwise());
		}
	}

	/** What casts, scales and moves the constant on its way is done; NCHW has the same kernels. */
	@Test
	void whatIsComputedFromConstantsIsComputed() {
		try (Network network = network(Channels.RGB, List.of("conv"),
			(tf, image) -> tf.withName("conv").nn.conv2d(tf.math.sub(image, tf.constant(.5f)),
				tf.identity(tf.math.mul(filter(tf, 2, 1, 3, 2), tf.constant(2f))), ONE, "VALID"))) {
			final Kernel kernel = network.weights().kernel("conv");
			assertTrue(kernel.ofImage());
			assertEquals(Shape.of(2, 1, 3, 2), kernel.weights().shape());
			for (int i = 0; i < 12; i++)
				assertEquals(2 * (i + 1), kernel.weights().data()[i]);
			assertArrayEquals(new float[] { 4, 8, 12, 16, 20, 24 }, kernel.of(1).data());
			assertEquals(Shape.of(1, 2, 1, 3), kernel.of(1).shape());
		}
	}

	/** Channel 0 has the kernels 0 and 1, channel 1 those after; an impulse gives back each. */
	@Test
	void depthwiseKernelsSeeOneChannelEach() {
		try (Network network =
			network(Channels.RGB, List.of("depth"), (tf, image) -> tf.withName("depth").nn
				.depthwiseConv2dNative(image, filter(tf, 2, 2, 3, 2), ONE, "VALID"))) {
			final Kernel kernel = network.weights().kernel("depth");
			assertTrue(kernel.depthwise());
			assertEquals(Shape.of(2, 2, 1, 6), kernel.weights().shape());
			final Tensor image = Tensor.zeros(Shape.of(1, 4, 4, 3));
			image.data()[(1 * 4 + 1) * 3 + 2] = 1;
			final Tensor seen = network.activation(new Pixels(image, ValueRange.UNIT), "depth");
			// A correlation: the kernel's lower right meets the impulse first.
			for (int channel = 4; channel < 6; channel++)
				assertEquals(kernel.of(channel).get(0, 1, 1, 0), seen.get(0, 0, 0, channel));
			assertEquals(0, seen.get(0, 0, 0, 3));
		}
	}

	@Test
	void transposedKernelsHaveTheSameOrderOfAxes() {
		try (Network network = network(Channels.GREY, List.of("up"),
			(tf, image) -> tf.withName("up").nn.conv2dBackpropInput(tf.constant(new int[] { 1, 8, 8, 2 }),
				filter(tf, 2, 2, 2, 1), image, List.of(1L, 2L, 2L, 1L), "SAME"))) {
			assertEquals(Shape.of(2, 2, 1, 2), network.weights().kernel("up").weights().shape());
			assertArrayEquals(new float[] { 1, 3, 5, 7 }, network.weights().kernel("up").of(0).data());
			assertArrayEquals(new float[] { 2, 4, 6, 8 }, network.weights().kernel("up").of(1).data());
		}
	}

	@Test
	void aLayerOfSeveralConvolutionsGivesTheLast() {
		try (Network network = network(Channels.GREY, List.of("sum"), (tf, image) -> {
			final Operand<TFloat32> first =
				tf.withName("first").nn.conv2d(image, filter(tf, 1, 1, 1, 3), ONE, "SAME");
			return tf.withName("sum").math
				.add(tf.nn.conv2d(tf.nn.relu(first), filter(tf, 1, 1, 3, 2), ONE, "SAME"), tf.constant(1f));
		})) {
			assertEquals(List.of("first", "sum"), network.weights().kernelLayers());
			assertEquals(1, network.weights().kernel("first").inputs());
			assertEquals(3, network.weights().kernel("sum").inputs());
			assertTrue(network.weights().kernel("first").ofImage());
			assertFalse(network.weights().kernel("sum").ofImage());
		}
	}

	/** A kernel that is made of the image is none that was learnt. */
	@Test
	void layersWithoutKernelsSaySo() {
		try (Network network = network(Channels.GREY, List.of("relu"),
			(tf, image) -> tf.withName("relu").nn
				.relu(tf.nn.conv2d(image, tf.math.mul(filter(tf, 1, 1, 1, 2),
					tf.math.mean(image, tf.constant(new int[] { 0, 1, 2 }))), ONE, "SAME")))) {
			assertEquals(List.of(), network.weights().kernelLayers());
			assertEquals("There is no convolution in tiny, so there are no kernels to see.",
				message(network, "relu"));
		}
		try (Network network = Micropatterns.open()) {
			assertEquals(
				"There are no kernels of 'logits' in micropatterns; the layers with kernels are " +
					"conv1, conv2, conv3, conv4, conv5, conv6, conv7.",
				message(network, "logits"));
			network.close();
			assertThrows(IllegalStateException.class, () -> network.weights().kernel("conv1"));
			assertThrows(IllegalStateException.class, () -> network.weights().kernelLayers());
		}
	}

	private static String message(final Network network, final String layer) {
		return assertThrows(IllegalArgumentException.class, () -> network.weights().kernel(layer))
			.getMessage();
	}

	/** The embedded network's first layer, computed by hand from its kernels at one position. */
	@Test
	void theEmbeddedKernelsExplainTheActivations() {
		try (Network network = Micropatterns.open()) {
			final Kernel kernel = network.weights().kernel("conv1");
			assertEquals(Shape.of(5, 5, 3, 16), kernel.weights().shape());
			assertTrue(kernel.ofImage());
			// Biases cancel in differences; a grey image and a pixel that differs, -1..1 inside.
			final Tensor grey = Tensor.zeros(Shape.of(1, 33, 33, 3));
			final Tensor other = grey.copy();
			final float step = 10;
			other.data()[(16 * 33 + 16) * 3 + 1] = step;
			final Tensor before = network.activation(new Pixels(grey, ValueRange.EIGHT_BIT), "conv1");
			final Tensor after = network.activation(new Pixels(other, ValueRange.EIGHT_BIT), "conv1");
			int open = 0;
			for (int channel = 0; channel < 16; channel++)
				for (int y = 0; y < 5; y++) {
					final float was = before.get(0, 18 - y, 16, channel);
					final float is = after.get(0, 18 - y, 16, channel);
					if (was == 0 || is == 0) continue;
					open++;
					assertEquals(kernel.of(channel).get(0, y, 2, 1) * 2 / 255 * step, is - was, 1e-5);
				}
			assertTrue(open > 10, open + " units are open");
		}
	}

	@Test
	void realNetworksHaveTheirKernels() {
		try (Network network =
			Engine.load().open(ModelStore.find(SharedFiles.model("mobilenet-v2-1.0-224").toString()))) {
			assertEquals(Shape.of(3, 3, 3, 32), network.weights().kernel("Conv").weights().shape());
			assertTrue(network.weights().kernel("Conv").ofImage());
			final Kernel depthwise = network.weights().kernel("expanded_conv_1/depthwise");
			assertEquals(Shape.of(3, 3, 1, 96), depthwise.weights().shape());
			assertTrue(depthwise.depthwise());
			// 17 blocks of expand (but the first), depthwise and project, first, last and classifier.
			assertEquals(1 + 17 * 3 - 1 + 2, network.weights().kernelLayers().size());
		}
	}
}
