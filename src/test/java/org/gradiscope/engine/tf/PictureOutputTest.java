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
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;

import org.gradiscope.engine.Network;
import org.gradiscope.engine.OutputPicture;
import org.gradiscope.model.Channels;
import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.Layer;
import org.gradiscope.model.Model;
import org.gradiscope.model.Preprocessing;
import org.gradiscope.model.Probabilities;
import org.gradiscope.objective.Expression;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.Images;
import org.gradiscope.testing.TinyNetworks;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A network that gives a picture from one of two branches: what depends on what, and what it gives. */
class PictureOutputTest {

	private static Network network;

	@BeforeAll
	static void open() {
		NativeLoader.load();
		final Model model = TinyNetworks.of("branches",
			Preprocessing.of(Channels.GREY, ValueRange.UNIT, InputSize.atLeast(1, 1)), List.of("a", "b"),
			List.of("trunk", "side", "own", "logits"), (tf, image) -> {
				final Operand<TFloat32> trunk = times(tf, "trunk", image, 1, 1);
				times(tf, "side", trunk, 1, 1);
				final Operand<TFloat32> own = times(tf, "own", trunk, 1, -1);
				final Operand<TFloat32> two = tf.concat(List.of(trunk, own), tf.constant(3));
				tf.withName("out").math.sigmoid(tf.withName("scores").identity(two));
				return two;
			});
		final Description d = model.description().with(Fact.LOGITS, "scores", "the test")
			.with(Fact.OUTPUT, "out", "the test")
			.with(Fact.PROBABILITIES, Probabilities.SIGMOID, "inferred: the graph's end").with(
				Fact.LAYERS, java.util.Map.of("trunk", "trunk", "own", "own", "out", "out"), "the test");
		network = new TensorFlowEngine().open(new Model(d, model.source()));
	}

	private static Operand<TFloat32> times(final Ops tf, final String name,
		final Operand<TFloat32> image, final int side, final float weight) {
		return tf.withName(name).nn.conv2d(image,
			tf.fill(tf.constant(new int[] { side, side, 1, 1 }), tf.constant(weight)),
			List.of(1L, 1L, 1L, 1L), "SAME");
	}

	@AfterAll
	static void close() {
		network.close();
	}

	private static List<String> before(final String... layers) {
		return network.layersBefore(List.of(layers)).stream().map(Layer::name).toList();
	}

	@Test
	void aLayerDependsOnThoseBeforeItOnly() {
		assertEquals(List.of("trunk", "own"), before(Expression.LOGITS));
		assertEquals(List.of("trunk"), before("own"));
		assertEquals(List.of(), before("trunk"));
		assertEquals(List.of("trunk"), before("trunk", "own"));
		assertThrows(IllegalArgumentException.class, () -> before("nowhere"));
	}

	@Test
	void thePictureIsWhatTheNetworkGivesBehindItsSigmoid() {
		final Pixels image = Images.constant(ValueRange.UNIT, 0.5f, 1, 3, 4, 1);
		final OutputPicture picture = OutputPicture.of(network, image);
		assertEquals(Shape.of(1, 3, 4, 2), picture.values().shape());
		assertArrayEquals(network.activation(image, "out").data(), picture.values().data(), 1e-6f);
		assertEquals(1 / (1 + Math.exp(-0.5)), picture.mean(0), 1e-6);
		assertEquals(picture.mean(0), picture.maximum(0), 1e-6);
		assertEquals(1 / (1 + Math.exp(0.5)), picture.minimum(1), 1e-6);
		assertEquals("b", picture.label(1));
		assertEquals(4, picture.width());
		assertEquals(3, picture.height());
		assertEquals(
			"a picture of 2 channels, as large as the image or in proportion, values of 0 to 1 (sigmoid)",
			network.descriptor().gives());
	}
}
