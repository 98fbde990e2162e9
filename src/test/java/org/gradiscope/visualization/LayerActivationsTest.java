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

package org.gradiscope.visualization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.IntStream;

import org.gradiscope.attribution.Upsampling;
import org.gradiscope.engine.Engine;
import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Network;
import org.gradiscope.model.Channels;
import org.gradiscope.model.ImageFit;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.Layer;
import org.gradiscope.model.Preprocessing;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.Micropatterns;
import org.gradiscope.testing.TinyNetworks;
import org.junit.jupiter.api.Test;
import org.tensorflow.types.TFloat32;

/** Activations that are known, of networks that are worked out by hand. */
class LayerActivationsTest {

	private static Pixels counted(final int height, final int width) {
		final Tensor values = Tensor.zeros(Shape.of(1, height, width, 1));
		for (int i = 0; i < values.size(); i++)
			values.data()[i] = i;
		return new Pixels(values, ValueRange.UNIT);
	}

	/** Windows of 0..15 sum up to 45, 54, 81 and 90; the biases are -50 and -75. */
	@Test
	void networkNSeesWhatIsWorkedOut() {
		try (Network network = Engine.load().open(TinyNetworks.networkN())) {
			final LayerActivations conv = LayerActivations
				.of(network, counted(4, 4), LayerActivations.layers(network.descriptor(), "auto")).get(0);
			assertArrayEquals(new float[] { 0, 4, 31, 40 }, conv.channel(0).data());
			assertArrayEquals(new float[] { 0, 0, 6, 15 }, conv.channel(1).data());
			assertEquals(new ActivationStatistics(18.75, 40, .25), conv.figures(0));
			assertEquals(new ActivationStatistics(5.25, 15, .5), conv.figures(1));
			assertEquals(new ActivationStatistics(12, 40, .375), conv.figures());
			assertEquals(List.of(0, 1), LayerActivations.strongest(List.of(conv)));
			assertEquals(0, conv.silent());
			// Without padding, the four positions lie in the middle of the image.
			assertEquals(1, conv.spacingX());
			assertEquals(1, conv.left());
			assertEquals(1, conv.top());
			final LayerActivations dark =
				LayerActivations.of(network, counted(4, 4).with(Tensor.zeros(Shape.of(1, 4, 4, 1))),
					network.descriptor().layers()).get(0);
			assertEquals(2, dark.silent());
			assertEquals(List.of(0, 1), LayerActivations.strongest(List.of(dark, conv)));
		}
	}

	private static Network pooled(final Preprocessing preprocessing) {
		return Engine.load().open(TinyNetworks.of("pooled", preprocessing, List.of("a"),
			List.of("pool", "sum"), (tf, image) -> {
				final var pool = tf.withName("pool").nn.<TFloat32>maxPool(image,
					tf.constant(new int[] { 1, 2, 2, 1 }), tf.constant(new int[] { 1, 2, 2, 1 }), "VALID");
				return tf.withName("sum").math.mean(pool, tf.constant(new int[] { 1, 2 }));
			}));
	}

	private static final Preprocessing GREY =
		Preprocessing.of(Channels.GREY, ValueRange.UNIT, InputSize.atLeast(4, 4));

	@Test
	void positionsAreWhereThePixelsAre() {
		try (Network network = pooled(GREY)) {
			final Pixels image = counted(4, 6);
			final List<LayerActivations> all =
				LayerActivations.of(network, image, LayerActivations.layers(network.descriptor(), "all"));
			final LayerActivations pool = all.get(0);
			assertArrayEquals(new float[] { 7, 9, 11, 19, 21, 23 }, pool.values().data());
			assertEquals(2, pool.spacingX());
			assertEquals(2, pool.spacingY());
			assertEquals(0, pool.left());
			final Tensor over = pool.over(image, 0, Upsampling.NEAREST);
			assertEquals(Shape.of(1, 4, 6, 1), over.shape());
			assertEquals(7, over.get(0, 1, 1, 0));
			assertEquals(9, over.get(0, 1, 2, 0));
			assertEquals(23, over.get(0, 3, 5, 0));
			// Without positions, one for all.
			assertEquals(Shape.of(1, 1, 1, 1), all.get(1).values().shape());
			assertEquals(15, all.get(1).figures().mean());
		}
	}

	@Test
	void whatIsResizedIsMeasuredInTheImagesOwnPixels() {
		try (Network network = Engine.load()
			.open(TinyNetworks.of("fixed",
				Preprocessing.of(Channels.GREY, ValueRange.UNIT, InputSize.fixed(4, 4))
					.withFit(ImageFit.CENTER_CROP),
				IntStream.range(0, 16).mapToObj(String::valueOf).toList(), List.of("same", "folded"),
				(tf, image) -> tf.reshape(
					tf.withName("folded")
						.reshape(tf.reshape(tf.withName("same").math.mul(image, tf.constant(1f)),
							tf.constant(new int[] { -1, 16 })), tf.constant(new int[] { -1, 2, 2, 4 })),
					tf.constant(new int[] { -1, 16 }))))) {
			final List<LayerActivations> all =
				LayerActivations.of(network, counted(8, 12), network.descriptor().layers());
			final LayerActivations same = all.get(0);
			assertEquals(12, same.width(), "a layer that takes any size sees the image at its own");
			assertEquals(1, same.spacingX());
			assertEquals(0, same.left());
			// The other sees the central 8x8 pixels, resized to 4x4.
			final LayerActivations folded = all.get(1);
			assertEquals("folded", folded.layer().name());
			assertEquals(Shape.of(1, 2, 2, 4), folded.values().shape());
			assertEquals(4, folded.spacingX());
			assertEquals(4, folded.spacingY());
			assertEquals(2, folded.left());
			assertEquals(0, folded.top());
		}
	}

	@Test
	void layersAreChosenByListWildcardAndIndex() {
		final Network network = Micropatterns.network();
		assertEquals(List.of("conv4"), names(network, "auto"));
		assertEquals(List.of("conv4"), names(network, ""));
		assertEquals(List.of("conv5", "conv1"), names(network, "conv5, 0, conv5"));
		assertEquals(7, names(network, "conv*").size());
		assertEquals(network.descriptor().layerNames(), names(network, "all"));
		assertThrows(IllegalArgumentException.class, () -> names(network, "conv1,conv9"));
		assertThrows(EngineException.class,
			() -> LayerActivations.of(network, counted(8, 8), network.descriptor().layers()));
	}

	private static List<String> names(final Network network, final String text) {
		return LayerActivations.layers(network.descriptor(), text).stream().map(Layer::name).toList();
	}
}
